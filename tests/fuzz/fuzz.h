/* What a fuzzing engine calls (libFuzzer: clang -fsanitize=fuzzer), and corpus.c where there is
 * none. An input that breaks a promise of the parser must end the program. */
#ifndef EFLOW_TESTS_FUZZ_H
#define EFLOW_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
