// Inner products of two rows of codes (bytes, 128 stands for 0) in the widest registers that this machine has and the compiler's baseline does not.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

int32_t row_product_portable(const uint8_t* x, const uint8_t* y, std::size_t length) {
    int32_t sum = 0;
    for (std::size_t i = 0; i < length; i++) {
        sum += (static_cast<int32_t>(x[i]) - 128) * (static_cast<int32_t>(y[i]) - 128);
    }
    return sum;
}

#if defined(__x86_64__)
// Two products of 127 and 127 fit in 16 bits: nothing saturates. length is a multiple of 64.
__attribute__((target("avx2"))) int32_t row_product_avx2(const uint8_t* x, const uint8_t* y, std::size_t length) {
    const __m256i zero = _mm256_set1_epi8(-128);
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i first = _mm256_setzero_si256();
    __m256i second = _mm256_setzero_si256();
    for (std::size_t i = 0; i < length; i += 64) {
        __m256i a = _mm256_xor_si256(_mm256_load_si256(reinterpret_cast<const __m256i*>(x + i)), zero);
        __m256i b = _mm256_xor_si256(_mm256_load_si256(reinterpret_cast<const __m256i*>(y + i)), zero);
        first = _mm256_add_epi32(first, _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_abs_epi8(a), _mm256_sign_epi8(b, a)), ones));
        a = _mm256_xor_si256(_mm256_load_si256(reinterpret_cast<const __m256i*>(x + i + 32)), zero);
        b = _mm256_xor_si256(_mm256_load_si256(reinterpret_cast<const __m256i*>(y + i + 32)), zero);
        second = _mm256_add_epi32(second, _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_abs_epi8(a), _mm256_sign_epi8(b, a)), ones));
    }
    first = _mm256_add_epi32(first, second);
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(first), _mm256_extracti128_si256(first, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half);
}
#endif

using RowProduct = int32_t (*)(const uint8_t*, const uint8_t*, std::size_t);

RowProduct choose_row_product() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        return row_product_avx2;
    }
#endif
    return row_product_portable;
}

const RowProduct row_product = choose_row_product();

} // namespace
