// The C library's malloc with a counter before it. A program that links this calls it instead of the library's own, and so
// do the libraries that it loads. The library's calloc, realloc and the aligned ones are not counted: Swift's heap uses none.
#include "counting_malloc.h"
#include <stddef.h>

extern void *__libc_malloc(size_t size);

static long count;

void *malloc(size_t size) {
    __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
    return __libc_malloc(size);
}

long allocations(void) {
    return __atomic_load_n(&count, __ATOMIC_RELAXED);
}
