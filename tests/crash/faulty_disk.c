/* A disk that fails: what a process writes inside one folder is counted, and the Nth operation does not go well.
   Built and preloaded by tests/crash/faults.py; armed from Python by fault_arm. Linux alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "unflushed.h"

enum { CRASH, FULL_ONCE, FULL_ALWAYS, BROKEN, TORN, LOST, NO_DATA };
static long at, count;
static int mode;
static char folder[4096];

/* `kept` is an empty folder on the same file system, for files that lose their names. */
void fault_arm(long n, int how, const char *inside, const char *kept) {
    snprintf(folder, sizeof folder, "%s", inside);
    snprintf(kept_in, sizeof kept_in, "%s", kept);
    count = 0; mode = how; at = n;
}
long fault_count(void) { return count; }

static int inside(const char *path) { return at && folder[0] && !strncmp(path, folder, strlen(folder)); }
static int fd_inside(int fd) {
    char link[64], path[4096];
    if (!at) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return inside(path) && !strstr(path, "-shm");
}
static void crash(void) {
    if (mode >= LOST) take_back(mode == NO_DATA);
    syscall(SYS_exit_group, 137);
}
static int remembers(void) { return at && mode >= LOST; }

/* 0: goes well. Else errno is set; `takes_room`: a full disk refuses it. */
static int fails(int takes_room) {
    count++;
    if (count == at && (mode == CRASH || mode >= LOST || (mode == TORN && !takes_room))) crash();
    if (mode == BROKEN && count == at) return errno = EIO;
    if (takes_room && (mode == FULL_ONCE ? count == at : mode == FULL_ALWAYS && count >= at)) return errno = ENOSPC;
    return 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static off_t place_of(int fd) {
    return lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
}
ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (fd > 2 && fd_inside(fd)) {
        if (fails(1)) return -1;
        if (mode == TORN && count == at) { real(fd, bytes, size / 2); crash(); }
        if (remembers()) before_bytes(fd, place_of(fd), size);
    }
    return real(fd, bytes, size);
}
#define PWRITE(name, offset) \
    ssize_t name(int fd, const void *bytes, size_t size, offset place) { \
        REAL(name); \
        if (fd_inside(fd)) { \
            if (fails(1)) return -1; \
            if (mode == TORN && count == at) { real(fd, bytes, size / 2, place); crash(); } \
            if (remembers()) before_bytes(fd, place, size); \
        } \
        return real(fd, bytes, size, place); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
#define SYNC(name) \
    int name(int fd) { \
        REAL(name); \
        int counted = fd_inside(fd); \
        if (counted && fails(0)) return -1; \
        int done = real(fd); \
        if (counted && remembers()) flushed(fd); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)
#define CUT(name, length) \
    int name(int fd, length size) { \
        REAL(name); \
        if (fd_inside(fd)) { \
            if (fails(0)) return -1; \
            if (remembers()) before_bytes(fd, size, (size_t)-1 >> 1); \
        } \
        return real(fd, size); \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)
int rename(const char *from, const char *to) {
    REAL(rename);
    if (inside(to)) {
        if (fails(0)) return -1;
        if (remembers()) before_name(RENAMED_TO, to, from);
    }
    return real(from, to);
}
int unlink(const char *path) {
    REAL(unlink);
    if (inside(path)) {
        if (fails(0)) return -1;
        if (remembers() && !strstr(path, "-shm")) before_name(REMOVED, path, NULL);
    }
    return real(path);
}
static void cut(const char *path) {
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return;
    before_bytes(fd, 0, (size_t)-1 >> 1);
    syscall(SYS_close, fd);
}
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; va_start(rest, flags); int rights = flags & O_CREAT ? va_arg(rest, int) : 0; va_end(rest); \
        if ((flags & O_CREAT) && inside(path) && !strstr(path, "-shm")) { \
            if (fails(1)) return -1; \
            if (remembers() && access(path, F_OK)) before_name(MADE, path, NULL); \
            if (remembers() && (flags & O_TRUNC)) cut(path); \
        } \
        return real(path, flags, rights); \
    }
OPEN(open)
OPEN(open64)
