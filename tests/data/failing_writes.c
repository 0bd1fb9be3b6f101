/* Preloaded into a process, makes every Nth write or every Nth sync of files whose path holds given words fail, as a bad disk would.

   FAIL_PATH: the words, FAIL_EVERY: N, FAIL_WHAT: "write" (ENOSPC) or "sync" (EIO). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int is_ours(int descriptor)
{
    const char *part = getenv("FAIL_PATH");
    char link[64], path[4096];
    ssize_t length;

    if (part == NULL)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, part) != NULL;
}

static int fails(int descriptor, const char *what)
{
    const char *every = getenv("FAIL_EVERY"), *kind = getenv("FAIL_WHAT");

    if (every == NULL || kind == NULL || strcmp(kind, what) != 0 || !is_ours(descriptor))
        return 0;
    return __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) % atol(every) == 0;
}

#define WRITES(name, offset_type)                                                                                      \
    ssize_t name(int descriptor, const void *bytes, size_t count, offset_type offset)                                  \
    {                                                                                                                  \
        ssize_t (*real)(int, const void *, size_t, offset_type) = dlsym(RTLD_NEXT, #name);                             \
        if (fails(descriptor, "write")) {                                                                              \
            errno = ENOSPC;                                                                                            \
            return -1;                                                                                                 \
        }                                                                                                              \
        return real(descriptor, bytes, count, offset);                                                                 \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (fails(descriptor, "write")) {
        errno = ENOSPC;
        return -1;
    }
    return real(descriptor, bytes, count);
}

#define SYNCS(name)                                                                                                    \
    int name(int descriptor)                                                                                           \
    {                                                                                                                  \
        int (*real)(int) = dlsym(RTLD_NEXT, #name);                                                                    \
        if (fails(descriptor, "sync")) {                                                                               \
            errno = EIO;                                                                                               \
            return -1;                                                                                                 \
        }                                                                                                              \
        return real(descriptor);                                                                                       \
    }
SYNCS(fsync)
SYNCS(fdatasync)
