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

enum { CRASH, FULL_ONCE, FULL_ALWAYS, BROKEN, TORN };
static long at, count;
static int mode;
static char folder[4096];

void fault_arm(long n, int how, const char *inside) {
    snprintf(folder, sizeof folder, "%s", inside);
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
static void crash(void) { syscall(SYS_exit_group, 137); }

/* 0: goes well. Else errno is set; `takes_room`: a full disk refuses it. */
static int fails(int takes_room) {
    count++;
    if (count == at && (mode == CRASH || (mode == TORN && !takes_room))) crash();
    if (mode == BROKEN && count == at) return errno = EIO;
    if (takes_room && (mode == FULL_ONCE ? count == at : mode == FULL_ALWAYS && count >= at)) return errno = ENOSPC;
    return 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (fd > 2 && fd_inside(fd)) {
        if (fails(1)) return -1;
        if (mode == TORN && count == at) { real(fd, bytes, size / 2); crash(); }
    }
    return real(fd, bytes, size);
}
#define PWRITE(name, offset) \
    ssize_t name(int fd, const void *bytes, size_t size, offset place) { \
        REAL(name); \
        if (fd_inside(fd)) { \
            if (fails(1)) return -1; \
            if (mode == TORN && count == at) { real(fd, bytes, size / 2, place); crash(); } \
        } \
        return real(fd, bytes, size, place); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
int fsync(int fd) { REAL(fsync); return fd_inside(fd) && fails(0) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fd_inside(fd) && fails(0) ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return fd_inside(fd) && fails(0) ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return fd_inside(fd) && fails(0) ? -1 : real(fd, size); }
int rename(const char *from, const char *to) { REAL(rename); return inside(to) && fails(0) ? -1 : real(from, to); }
int unlink(const char *path) { REAL(unlink); return inside(path) && fails(0) ? -1 : real(path); }
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; va_start(rest, flags); int rights = flags & O_CREAT ? va_arg(rest, int) : 0; va_end(rest); \
        if ((flags & O_CREAT) && inside(path) && !strstr(path, "-shm") && fails(1)) return -1; \
        return real(path, flags, rights); \
    }
OPEN(open)
OPEN(open64)
