// A function marked so is compiled twice, and the processor it runs on decides when the program begins which one is called: distributions
// build for processors of 2003, and these loops take twice as many values at a time on those of 2013. Both give the same answer to the last
// bit: no multiplication is fused with an addition.
#pragma once

// Clang's sanitizers run before the choice could be made, and only GCC's builds are shipped.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define BT_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
/// The same for loops that count bits, which those processors do by an instruction of their own, and those of 2019 eight words at a time.
#define BT_COUNTS_BITS __attribute__((target_clones("arch=icelake-server", "avx2", "default")))
#else
#define BT_WIDE_VECTORS
#define BT_COUNTS_BITS
#endif
