/* What a folder holds that was not flushed, newest last, so that a power cut can take it back. One lock guards it.
   Bytes are flushed by fsync of their file; names by fsync of their folder, and that of a new file by its own fsync too,
   as on ext4, XFS and Btrfs. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

enum kind { BYTES, MADE, RENAMED_TO, REMOVED };
struct change {
    enum kind kind;
    dev_t device; ino_t inode; int handle;  /* BYTES: the file, by a descriptor of our own that is never closed */
    off_t place, size_before; size_t size; char *bytes;  /* BYTES: what stood there, and how long the file was */
    char path[4096], from[4096], kept[4128];  /* names: the file's, the one it had, where a link keeps the one replaced */
    struct change *before;
};
static struct change *changes;
static pthread_mutex_t changing = PTHREAD_MUTEX_INITIALIZER;
static char kept_in[4096];
static long kept_count;

static struct change *changed(enum kind kind) {
    struct change *it = calloc(1, sizeof *it);
    it->kind = kind; it->before = changes;
    return changes = it;
}

/* Call before `size` bytes are written at `place`, or before the file is cut or made longer there. */
static void before_bytes(int fd, off_t place, size_t size) {
    struct stat file;
    if (fstat(fd, &file) || !S_ISREG(file.st_mode)) return;
    pthread_mutex_lock(&changing);
    int handle = -1;
    for (struct change *each = changes; each && handle < 0; each = each->before)
        if (each->kind == BYTES && each->inode == file.st_ino && each->device == file.st_dev) handle = each->handle;
    if (handle < 0) {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        handle = syscall(SYS_openat, AT_FDCWD, link, O_RDWR | O_CLOEXEC, 0);
    }
    struct change *it = changed(BYTES);
    it->device = file.st_dev; it->inode = file.st_ino; it->handle = handle;
    it->place = place; it->size_before = file.st_size;
    off_t there = place < file.st_size ? file.st_size - place : 0;
    it->size = (off_t)size < there ? size : (size_t)there;
    it->bytes = malloc(it->size + 1);
    if (it->size && pread(handle, it->bytes, it->size, place) != (ssize_t)it->size) abort();
    pthread_mutex_unlock(&changing);
}

static void keep(struct change *it, const char *path) {
    snprintf(it->kept, sizeof it->kept, "%s/%ld", kept_in, kept_count++);
    if (link(path, it->kept)) it->kept[0] = 0;
}
/* Call before a name changes: `from` is NULL unless it is a rename to `path`. */
static void before_name(enum kind kind, const char *path, const char *from) {
    pthread_mutex_lock(&changing);
    struct change *it = changed(kind);
    struct stat file;
    if (!stat(from ? from : path, &file)) { it->device = file.st_dev; it->inode = file.st_ino; }
    snprintf(it->path, sizeof it->path, "%s", path);
    if (from) snprintf(it->from, sizeof it->from, "%s", from);
    if (kind != MADE) keep(it, path);
    pthread_mutex_unlock(&changing);
}

static int is_in(const char *path, const char *parent) {
    size_t length = strlen(parent);
    return !strncmp(path, parent, length) && path[length] == '/' && !strchr(path + length + 1, '/');
}
/* Call after fsync of a file or of a folder. */
static void flushed(int fd) {
    struct stat file;
    char link[64], path[4096];
    if (fstat(fd, &file)) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    pthread_mutex_lock(&changing);
    for (struct change **each = &changes; *each;) {
        struct change *it = *each;
        int done = S_ISDIR(file.st_mode)
            ? it->kind != BYTES && (is_in(it->path, path) || (it->from[0] && is_in(it->from, path)))
            : it->kind == BYTES ? it->inode == file.st_ino && it->device == file.st_dev
                                : it->kind == MADE && !strcmp(it->path, path);
        if (done) *each = it->before; else each = &it->before;
    }
    pthread_mutex_unlock(&changing);
}

/* What a power cut leaves: nothing that was not flushed, or with `names`, new names of files without their bytes. */
static void take_back(int names) {
    int (*rename_)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    pthread_mutex_lock(&changing);
    for (struct change *it = changes; it; it = it->before) {
        if (it->kind == BYTES) {
            if (it->size && syscall(SYS_pwrite64, it->handle, it->bytes, it->size, it->place) < 0) abort();
            syscall(SYS_ftruncate, it->handle, it->size_before);
        } else if (!names) {
            if (it->kind == MADE) syscall(SYS_unlink, it->path);
            if (it->kind == RENAMED_TO) rename_(it->path, it->from);
            if (it->kept[0]) rename_(it->kept, it->path);
        }
    }
}
