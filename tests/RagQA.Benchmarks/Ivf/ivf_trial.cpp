// Has an inverted file with 8-bit codes (IVF-SQ8) a place beside exact search and the graph? One run of FAISS' own indexes on made-up
// embeddings, as `ragqa bench index` makes them: time of a question against FAISS' flat index, recall, building, bytes per row.
//   ivf-trial [rows] [--hard]

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include <omp.h>

#include <faiss/IndexFlat.h>
#include <faiss/IndexScalarQuantizer.h>

namespace {

constexpr int dimension = 384;
constexpr int hidden = 64;
constexpr int rows_per_topic = 200;
constexpr int top = 10;
constexpr int questions = 100;
constexpr int turns = 5;

// A point around one of many topics in 64 hidden dimensions, turned into many and made a little uncertain; or, if hard, any direction.
struct Embeddings {
    std::vector<float> turn = std::vector<float>(hidden * dimension);
    std::vector<float> topics;
    bool hard;

    Embeddings(int rows, bool hard) : topics(static_cast<size_t>(std::max(4, rows / rows_per_topic)) * hidden), hard(hard) {
        std::mt19937 random(1);
        std::normal_distribution<float> gaussian;
        for (auto& x : turn) {
            x = gaussian(random);
        }
        for (auto& x : topics) {
            x = gaussian(random);
        }
    }

    void fill(uint32_t seed, float* vector) const {
        std::mt19937 random(seed);
        std::normal_distribution<float> gaussian;
        std::uniform_real_distribution<float> noise(-1.5f, 1.5f);
        const float* topic = &topics[random() % (topics.size() / hidden) * hidden];
        std::fill(vector, vector + dimension, 0.0f);
        for (int h = 0; h < (hard ? 0 : hidden); h++) {
            const float x = topic[h] + 0.8f * gaussian(random);
            for (int i = 0; i < dimension; i++) {
                vector[i] += x * turn[h * dimension + i];
            }
        }
        float squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] += noise(random);
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= std::sqrt(squares);
        }
    }
};

double seconds(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

// Median time of one question by one core.
double milliseconds(const faiss::Index& index, const std::vector<float>& asked, std::vector<faiss::Index::idx_t>& found) {
    std::vector<double> times;
    std::vector<float> scores(top);
    for (int turn = 0; turn < turns; turn++) {
        for (int q = 0; q < questions; q++) {
            const auto from = std::chrono::steady_clock::now();
            index.search(1, &asked[static_cast<size_t>(q) * dimension], top, scores.data(), &found[static_cast<size_t>(q) * top]);
            times.push_back(1000 * seconds(from));
        }
    }
    std::nth_element(times.begin(), times.begin() + static_cast<long>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

} // namespace

int main(int count, char** arguments) {
    const int rows = count > 1 ? std::atoi(arguments[1]) : 200000;
    if (rows < 20000) {
        std::fprintf(stderr, "ivf-trial [rows] [--hard]: at least 20000 rows\n");
        return 2;
    }
    const Embeddings embeddings(rows, count > 2 && std::strcmp(arguments[2], "--hard") == 0);
    std::vector<float> vectors(static_cast<size_t>(rows) * dimension), asked(static_cast<size_t>(questions) * dimension);
#pragma omp parallel for
    for (int row = 0; row < rows; row++) {
        embeddings.fill(static_cast<uint32_t>(row) + 1000, &vectors[static_cast<size_t>(row) * dimension]);
    }
    for (int q = 0; q < questions; q++) {
        embeddings.fill(0xffffffffu - static_cast<uint32_t>(q), &asked[static_cast<size_t>(q) * dimension]);
    }

    std::vector<faiss::Index::idx_t> exact(questions * top), found(questions * top);
    faiss::IndexFlatIP flat(dimension);
    flat.add(rows, vectors.data());
    omp_set_num_threads(1);
    const double flat_time = milliseconds(flat, asked, exact);
    std::printf("| rows | search | ms | x FAISS flat | recall@%d | build s | B/row |\n|---:|---|---:|---:|---:|---:|---:|\n", top);
    std::printf("| %d | FAISS flat | %.3f | 1 | 1 | | %d |\n", rows, flat_time, 4 * dimension);

    const int lists = 1 << static_cast<int>(std::lround(std::log2(4 * std::sqrt(rows))));
    faiss::IndexFlatIP centres(dimension);
    faiss::IndexIVFScalarQuantizer ivf(&centres, dimension, static_cast<size_t>(lists), faiss::ScalarQuantizer::QT_8bit, faiss::METRIC_INNER_PRODUCT, false);
    ivf.cp.max_points_per_centroid = 64;
    auto from = std::chrono::steady_clock::now();
    ivf.train(rows, vectors.data());
    ivf.add(rows, vectors.data());
    const double building = seconds(from);
    const double bytes = dimension + 8 + 4.0 * dimension * lists / rows;
    for (const int probes : {1, 2, 4, 8, 16, 32, 64, 128}) {
        ivf.nprobe = static_cast<size_t>(probes);
        const double time = milliseconds(ivf, asked, found);
        int right = 0;
        for (int q = 0; q < questions; q++) {
            right += static_cast<int>(std::count_if(&found[q * top], &found[q * top] + top, [&](auto row) {
                return std::find(&exact[q * top], &exact[q * top] + top, row) != &exact[q * top] + top;
            }));
        }
        std::printf("| %d | IVF%d, SQ8, %d lists searched | %.3f | %.4f | %.3f | %.1f | %.0f |\n",
            rows, lists, probes, time, time / flat_time, right / static_cast<double>(questions * top), building, bytes);
        std::fflush(stdout);
    }
    return 0;
}
