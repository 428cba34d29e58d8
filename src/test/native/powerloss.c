/*
 * Simulates what a power cut leaves of some files. To be loaded into a process by LD_PRELOAD.
 *
 * Beside each file it keeps a shadow, path + ".durable", which gets what was written and cut off only when the process
 * calls fsync or fdatasync for it: the shadow is what is on disk for certain. The file itself holds everything that was
 * written. After a kill, each page that differs between the two may or may not have reached the disk before the power
 * went: the test draws.
 *
 *   POWERLOSS_FILES      how the paths of the files end, with a colon between them
 *   POWERLOSS_CUT_AFTER  the process dies, as by kill -9, just when it has made so many changes of the files (never)
 *   POWERLOSS_SYNC_US    a sync takes up to so many microseconds more, as on a slower disk (0)
 *   POWERLOSS_EIO_AFTER  the sync with this number, from 1, and those behind it fail with EIO (none does)
 *   POWERLOSS_EIO_COUNT  how many fail, from that one on (all)
 *
 * Where there is no shadow yet, what stands in the file when the process first opens it counts as durable: such a file was
 * written and synced under another name, and then moved here. Calls that the JDK does not use to write to a FileChannel
 * (mmap, fallocate, sendfile, O_SYNC) are not seen, nor is whether the directory entry is on disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

_Static_assert(sizeof(off_t) == 8, "pwrite and pwrite64 must be the same call");

#define LARGEST_FD 65536
#define MOST_FILES 4

/* The function that this library stands in front of. */
#define REAL(name) ((__typeof__(&name)) real(#name))

/* One change of a file that no sync has covered yet; length is -1 if the file was cut off at the offset. */
struct change {
    struct change *next;
    off_t offset;
    ssize_t length;
    char bytes[];
};

struct file {
    char path[PATH_MAX];
    int shadow;
    /* What no sync has covered yet, in its order. */
    struct change *first;
    struct change **last;
    /* Held while a sync is under way; taken before the one below. */
    pthread_mutex_t syncing;
};

/* Held while a file is changed, so that its changes are noted in their order. */
static pthread_mutex_t changing = PTHREAD_MUTEX_INITIALIZER;
static struct file files[MOST_FILES];
static int file_count;

/* Which file a descriptor stands for, from 1; 0 for any other. */
static volatile char tracked[LARGEST_FD];
static long changes;
static long syncs;

static void die(const char *why) {
    fprintf(stderr, "powerloss: %s: %s\n", why, strerror(errno));
    abort();
}

static void *real(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) {
        die(name);
    }
    return function;
}

static long number(const char *variable, long otherwise) {
    const char *text = getenv(variable);
    return text == NULL ? otherwise : atol(text);
}

/* NULL for any other. */
static struct file *file_of(int fd) {
    return fd >= 0 && fd < LARGEST_FD && tracked[fd] ? &files[tracked[fd] - 1] : NULL;
}

/* ---- the changes and the shadow ---- */

static void note(struct file *file, off_t offset, const void *bytes, ssize_t length) {
    struct change *change = malloc(sizeof *change + (length > 0 ? length : 0));
    if (change == NULL) {
        die("no memory");
    }
    change->next = NULL;
    change->offset = offset;
    change->length = length;
    if (length > 0) {
        memcpy(change->bytes, bytes, length);
    }
    *file->last = change;
    file->last = &change->next;
    if (++changes == number("POWERLOSS_CUT_AFTER", -1)) {
        kill(getpid(), SIGKILL);
    }
}

static void apply(int shadow, const struct change *change) {
    if (change->length < 0) {
        if (REAL(ftruncate)(shadow, change->offset) != 0) {
            die("cannot cut off the shadow");
        }
        return;
    }
    ssize_t done = 0;
    while (done < change->length) {
        ssize_t n = REAL(pwrite)(shadow, change->bytes + done, change->length - done, change->offset + done);
        if (n <= 0) {
            die("cannot write the shadow");
        }
        done += n;
    }
}

/* A sync covers the changes made before it began, and no others. The real one is not called: nothing depends on it. */
static int sync_file(struct file *file) {
    pthread_mutex_lock(&file->syncing);
    pthread_mutex_lock(&changing);
    struct change *covered = file->first;
    file->first = NULL;
    file->last = &file->first;
    long number_of_sync = ++syncs;
    pthread_mutex_unlock(&changing);

    long after = number("POWERLOSS_EIO_AFTER", LONG_MAX);
    int fails = number_of_sync >= after && number_of_sync - after < number("POWERLOSS_EIO_COUNT", LONG_MAX);
    long slowness = number("POWERLOSS_SYNC_US", 0);
    if (slowness > 0) {
        usleep(random() % slowness);
    }
    while (covered != NULL) {
        struct change *next = covered->next;
        /* As Linux does: pages that could not be written count as clean, so that no later sync writes them either. */
        if (!fails) {
            apply(file->shadow, covered);
        }
        free(covered);
        covered = next;
    }
    pthread_mutex_unlock(&file->syncing);
    if (fails) {
        errno = EIO;
        return -1;
    }
    return 0;
}

/* ---- what the process calls ---- */

/* A shadow that is new begins as a copy of its file. */
static void copy_into_shadow(const char *path, int shadow) {
    struct stat now;
    if (fstat(shadow, &now) != 0 || now.st_size > 0) {
        return;
    }
    int file = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    char bytes[65536];
    off_t at = 0;
    ssize_t n;
    while (file >= 0 && (n = pread(file, bytes, sizeof bytes, at)) > 0) {
        if (REAL(pwrite)(shadow, bytes, n, at) != n) {
            die("cannot copy into the shadow");
        }
        at += n;
    }
    if (file >= 0) {
        REAL(close)(file);
    }
}

static int is_to_be_tracked(const char *path, size_t length) {
    const char *suffix = getenv("POWERLOSS_FILES");
    while (suffix != NULL && *suffix != 0) {
        size_t suffix_length = strcspn(suffix, ":");
        if (length >= suffix_length && memcmp(path + length - suffix_length, suffix, suffix_length) == 0) {
            return 1;
        }
        suffix += suffix_length + (suffix[suffix_length] == ':');
    }
    return 0;
}

/* The place of the file with this path, from 1. */
static int place_of(const char *path) {
    for (int i = 0; i < file_count; i++) {
        if (strcmp(files[i].path, path) == 0) {
            return i + 1;
        }
    }
    if (file_count == MOST_FILES) {
        die("so many files are not foreseen");
    }
    struct file *file = &files[file_count++];
    strcpy(file->path, path);
    file->last = &file->first;
    pthread_mutex_init(&file->syncing, NULL);
    char shadow_path[PATH_MAX];
    snprintf(shadow_path, sizeof shadow_path, "%s.durable", path);
    file->shadow = REAL(open)(shadow_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file->shadow < 0) {
        die(shadow_path);
    }
    copy_into_shadow(path, file->shadow);
    srandom(getpid());
    return file_count;
}

static int opened(int fd, int flags) {
    if (fd < 0 || fd >= LARGEST_FD || (flags & O_ACCMODE) == O_RDONLY) {
        return fd;
    }
    int saved = errno;
    char link[64];
    char path[PATH_MAX - 16];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length > 0 && is_to_be_tracked(path, length)) {
        path[length] = 0;
        pthread_mutex_lock(&changing);
        int place = place_of(path);
        if (flags & O_TRUNC) {
            note(&files[place - 1], 0, NULL, -1);
        }
        tracked[fd] = place;
        pthread_mutex_unlock(&changing);
    }
    errno = saved;
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                       \
    int name(const char *path, int flags, ...) {                         \
        va_list arguments;                                               \
        va_start(arguments, flags);                                      \
        mode_t mode = mode_of(flags, arguments);                         \
        va_end(arguments);                                               \
        return opened(REAL(name)(path, flags, mode), flags);             \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                     \
    int name(int folder, const char *path, int flags, ...) {             \
        va_list arguments;                                               \
        va_start(arguments, flags);                                      \
        mode_t mode = mode_of(flags, arguments);                         \
        va_end(arguments);                                               \
        return opened(REAL(name)(folder, path, flags, mode), flags);     \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (file_of(fd) != NULL) {
        tracked[fd] = 0;
    }
    return REAL(close)(fd);
}

/* What reached the file of a buffer, or of several; the offset is -1 for "where the descriptor stands". */
static ssize_t written(int fd, ssize_t n, const struct iovec *buffers, int count, off_t offset) {
    if (n > 0) {
        int saved = errno;
        off_t at = offset >= 0 ? offset : lseek(fd, 0, SEEK_CUR) - n;
        ssize_t left = n;
        for (int i = 0; i < count && left > 0; i++) {
            ssize_t length = (ssize_t) buffers[i].iov_len < left ? (ssize_t) buffers[i].iov_len : left;
            note(file_of(fd), at, buffers[i].iov_base, length);
            at += length;
            left -= length;
        }
        errno = saved;
    }
    return n;
}

/* Lets the call through; if it writes to the file, as one step with its note. */
#define WRITE(call, fd, buffers, count, offset)                          \
    if (file_of(fd) == NULL) {                                           \
        return call;                                                     \
    }                                                                    \
    pthread_mutex_lock(&changing);                                       \
    ssize_t n = written(fd, call, buffers, count, offset);               \
    pthread_mutex_unlock(&changing);                                     \
    return n

ssize_t write(int fd, const void *bytes, size_t length) {
    struct iovec buffer = {(void *) bytes, length};
    WRITE(REAL(write)(fd, bytes, length), fd, &buffer, 1, -1);
}

ssize_t writev(int fd, const struct iovec *buffers, int count) {
    WRITE(REAL(writev)(fd, buffers, count), fd, buffers, count, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    struct iovec buffer = {(void *) bytes, length};
    WRITE(REAL(pwrite)(fd, bytes, length, offset), fd, &buffer, 1, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return pwrite(fd, bytes, length, offset);
}

ssize_t pwritev(int fd, const struct iovec *buffers, int count, off_t offset) {
    WRITE(REAL(pwritev)(fd, buffers, count, offset), fd, buffers, count, offset);
}

ssize_t pwritev64(int fd, const struct iovec *buffers, int count, off64_t offset) {
    return pwritev(fd, buffers, count, offset);
}

int ftruncate(int fd, off_t length) {
    if (file_of(fd) == NULL) {
        return REAL(ftruncate)(fd, length);
    }
    pthread_mutex_lock(&changing);
    int result = REAL(ftruncate)(fd, length);
    if (result == 0) {
        note(file_of(fd), length, NULL, -1);
    }
    pthread_mutex_unlock(&changing);
    return result;
}

int ftruncate64(int fd, off64_t length) {
    return ftruncate(fd, length);
}

int fsync(int fd) {
    struct file *file = file_of(fd);
    return file != NULL ? sync_file(file) : REAL(fsync)(fd);
}

int fdatasync(int fd) {
    struct file *file = file_of(fd);
    return file != NULL ? sync_file(file) : REAL(fdatasync)(fd);
}
