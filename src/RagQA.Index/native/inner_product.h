// Inner products in the widest registers that this machine has and the compiler's baseline does not.
#pragma once

#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

float inner_product_portable(const float* x, const float* y, std::size_t d) {
    float sums[4] = {0, 0, 0, 0};
    std::size_t i = 0;
    for (; i + 4 <= d; i += 4) {
        for (std::size_t lane = 0; lane < 4; lane++) {
            sums[lane] += x[i + lane] * y[i + lane];
        }
    }
    float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (; i < d; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) float inner_product_avx2(const float* x, const float* y, std::size_t d) {
    __m256 a = _mm256_setzero_ps();
    __m256 b = _mm256_setzero_ps();
    std::size_t i = 0;
    for (; i + 16 <= d; i += 16) {
        a = _mm256_fmadd_ps(_mm256_loadu_ps(x + i), _mm256_loadu_ps(y + i), a);
        b = _mm256_fmadd_ps(_mm256_loadu_ps(x + i + 8), _mm256_loadu_ps(y + i + 8), b);
    }
    a = _mm256_add_ps(a, b);
    __m128 half = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    half = _mm_add_ss(half, _mm_shuffle_ps(half, half, 1));
    float sum = _mm_cvtss_f32(half);
    for (; i < d; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}
#endif

using Kernel = float (*)(const float*, const float*, std::size_t);

Kernel choose_kernel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return inner_product_avx2;
    }
#endif
    return inner_product_portable;
}

const Kernel inner_product = choose_kernel();

} // namespace
