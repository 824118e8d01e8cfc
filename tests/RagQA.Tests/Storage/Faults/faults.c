/*
 * Loaded with LD_PRELOAD into a test process: lets writes and flushes below one directory fail, and keeps a second copy of that
 * directory as a power cut would leave it. A file's content gets there when it is flushed, its name when it is given or changed.
 * Controlled by calls from the test, so that one process can try every write in turn; or, in a program that knows nothing of it, by
 * the environment: below RAGQA_FAULTS_DIRECTORY the disk is full as long as there is a file RAGQA_FAULTS_FULL.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static char shadow[PATH_MAX];
static long operations;  /* writes and flushes seen since the start */
static long fail_at;     /* number of the operation that fails, 0 for none */
static long fail_until;  /* number of the last one that fails */
static int fail_with;
static long cut_at;      /* number of the operation before which the power goes, 0 for never */
static int is_cut;
static char full[PATH_MAX]; /* the file that makes the disk full, empty for none */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void read_environment(void)
{
    const char *directory = getenv("RAGQA_FAULTS_DIRECTORY"), *flag = getenv("RAGQA_FAULTS_FULL");
    if (directory && flag) {
        snprintf(root, sizeof root, "%s/", directory);
        snprintf(full, sizeof full, "%s", flag);
    }
}

void faults_start(const char *directory, const char *durable)
{
    pthread_mutex_lock(&gate);
    snprintf(root, sizeof root, "%s/", directory);
    snprintf(shadow, sizeof shadow, "%s", durable);
    operations = fail_at = fail_until = cut_at = 0;
    is_cut = 0;
    pthread_mutex_unlock(&gate);
}

void faults_stop(void)
{
    pthread_mutex_lock(&gate);
    root[0] = 0;
    pthread_mutex_unlock(&gate);
}

void faults_fail(long first, long last, int error)
{
    pthread_mutex_lock(&gate);
    fail_at = first;
    fail_until = last;
    fail_with = error;
    pthread_mutex_unlock(&gate);
}

void faults_cut(long operation)
{
    pthread_mutex_lock(&gate);
    cut_at = operation;
    pthread_mutex_unlock(&gate);
}

long faults_operations(void) { return __atomic_load_n(&operations, __ATOMIC_SEQ_CST); }
int faults_is_cut(void) { return __atomic_load_n(&is_cut, __ATOMIC_SEQ_CST); }

static int below_root(const char *path) { return root[0] && strncmp(path, root, strlen(root)) == 0; }

static int path_of(int fd, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below_root(path);
}

static void durable_path(const char *path, char *result)
{
    snprintf(result, PATH_MAX, "%s/%s", shadow, path + strlen(root));
}

static void make_folders(char *path)
{
    for (char *at = path + strlen(shadow) + 1; (at = strchr(at, '/')); at++) {
        *at = 0;
        mkdir(path, 0700);
        *at = '/';
    }
}

/* What the disk holds of a file now is what the process sees of it now. */
static void keep(const char *path)
{
    char target[PATH_MAX], buffer[1 << 16];
    if (!shadow[0] || is_cut)
        return;
    durable_path(path, target);
    make_folders(target);
    int from = open(path, O_RDONLY), to = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (from >= 0 && to >= 0)
        for (ssize_t n; (n = read(from, buffer, sizeof buffer)) > 0;)
            if (REAL(write)(to, buffer, n) != n)
                break;
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
}

/* Counts an operation; true when it has to fail. */
static int counts(int fd)
{
    char path[PATH_MAX];
    int saved = errno, fails = 0;
    if (root[0] && path_of(fd, path)) {
        pthread_mutex_lock(&gate);
        long now = ++operations;
        if (cut_at && now >= cut_at)
            is_cut = 1;
        fails = fail_at && now >= fail_at && now <= fail_until;
        pthread_mutex_unlock(&gate);
    }
    errno = fails ? fail_with : saved;
    return fails;
}

/* A full disk refuses what is written, but neither flushes nor shorter files. */
static int is_full(int fd)
{
    char path[PATH_MAX];
    int saved = errno, fails = full[0] && access(full, F_OK) == 0 && path_of(fd, path);
    errno = fails ? ENOSPC : saved;
    return fails;
}

static int flushed(int fd, int result)
{
    char path[PATH_MAX];
    int saved = errno;
    if (result == 0 && root[0] && path_of(fd, path)) {
        pthread_mutex_lock(&gate);
        keep(path);
        pthread_mutex_unlock(&gate);
    }
    errno = saved;
    return result;
}

ssize_t write(int fd, const void *bytes, size_t n) { return counts(fd) || is_full(fd) ? -1 : REAL(write)(fd, bytes, n); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return counts(fd) || is_full(fd) ? -1 : REAL(pwrite)(fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return counts(fd) || is_full(fd) ? -1 : REAL(pwrite64)(fd, bytes, n, at); }
int fsync(int fd) { return counts(fd) ? -1 : flushed(fd, REAL(fsync)(fd)); }
int fdatasync(int fd) { return counts(fd) ? -1 : flushed(fd, REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t n) { return counts(fd) ? -1 : REAL(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { return counts(fd) ? -1 : REAL(ftruncate64)(fd, n); }

int rename(const char *from, const char *to)
{
    int result = REAL(rename)(from, to);
    if (result == 0 && root[0] && below_root(from) && below_root(to) && shadow[0]) {
        char source[PATH_MAX], target[PATH_MAX];
        pthread_mutex_lock(&gate);
        durable_path(from, source);
        durable_path(to, target);
        if (!is_cut && REAL(rename)(source, target) != 0) {
            /* The name reached the disk and the content never did: an empty file. */
            make_folders(target);
            close(open(target, O_WRONLY | O_CREAT | O_TRUNC, 0600));
        }
        pthread_mutex_unlock(&gate);
    }
    return result;
}

int unlink(const char *path)
{
    int result = REAL(unlink)(path);
    if (result == 0 && root[0] && below_root(path) && shadow[0]) {
        char target[PATH_MAX];
        pthread_mutex_lock(&gate);
        durable_path(path, target);
        if (!is_cut)
            REAL(unlink)(target);
        pthread_mutex_unlock(&gate);
    }
    return result;
}
