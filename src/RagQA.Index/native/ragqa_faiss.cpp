// A thin C face over FAISS for RagQA.Index: its flat index, and its builder of navigable small world graphs. Rules of this file:
//  - every function returns a status; no C++ exception crosses the boundary; ragqa_last_error() tells the calling thread why;
//  - a graph is linked by the calling thread only: the graph of the same rows is then always the same;
//  - a flat search uses the number of threads that it is told;
//  - rows are positions in the order of adding. Adding excludes every other call; searches may run side by side.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <omp.h>

#include <faiss/IndexFlat.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <faiss/impl/DistanceComputer.h>
#include <faiss/impl/HNSW.h>
#include <faiss/impl/IDSelector.h>
#include <faiss/index_io.h>

#include "row_product.h"

#define RAGQA_API extern "C" __attribute__((visibility("default")))

extern "C" void openblas_set_num_threads(int threads);

namespace {

using row_t = faiss::Index::idx_t;

enum Status : int { ok = 0, invalid_argument = 1, out_of_memory = 2, bad_file = 3, failed = 4 };

constexpr int abi_version = 2;

thread_local std::string last_error;

struct FileFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void require(bool condition, const char* message) {
    if (!condition) {
        throw std::invalid_argument(message);
    }
}

template <typename Body>
int guarded(Body body) noexcept {
    try {
        try {
            omp_set_num_threads(1);
            openblas_set_num_threads(1);
            body();
            last_error.clear();
            return ok;
        } catch (const std::invalid_argument& e) {
            last_error = e.what();
            return invalid_argument;
        } catch (const std::bad_alloc&) {
            last_error = "not enough memory";
            return out_of_memory;
        } catch (const FileFault& e) {
            last_error = e.what();
            return bad_file;
        } catch (const std::exception& e) {
            last_error = e.what();
            return failed;
        } catch (...) {
            last_error = "unknown native exception";
            return failed;
        }
    } catch (...) { // the message itself could not be stored
        return out_of_memory;
    }
}

using Index = faiss::IndexFlatIP;

// The rows of the caller: codes and scales in blocks of 4096 rows, which stay where they are during a call.
struct Rows {
    static constexpr int64_t block_rows = 4096;

    const uint8_t* const* codes;
    const float* const* scales;
    size_t length;

    const uint8_t* codes_of(int64_t row) const {
        return codes[row / block_rows] + static_cast<size_t>(row % block_rows) * length;
    }
    float scale_of(int64_t row) const {
        return scales[row / block_rows][row % block_rows];
    }
};

// FAISS looks for small distances: a greater inner product is a smaller one.
struct RowComputer : faiss::DistanceComputer {
    const Rows& rows;
    const uint8_t* question = nullptr;
    float scale = 0;

    explicit RowComputer(const Rows& rows) : rows(rows) {}

    void set_row(int64_t row) {
        question = rows.codes_of(row);
        scale = rows.scale_of(row);
    }
    void set_query(const float*) override {
        throw std::logic_error("rows are linked by number");
    }
    float operator()(row_t i) override {
        return -(scale * rows.scale_of(i)) * static_cast<float>(row_product(question, rows.codes_of(i), rows.length));
    }
    float symmetric_dis(row_t i, row_t j) override {
        return -(rows.scale_of(i) * rows.scale_of(j)) * static_cast<float>(row_product(rows.codes_of(i), rows.codes_of(j), rows.length));
    }
};

struct Builder {
    faiss::HNSW hnsw;
    faiss::VisitedTable visited;
    std::vector<omp_lock_t> locks;
    std::vector<int> order;
    size_t linked = 0;

    Builder(int m, int ef_construction, int count) : hnsw(m), visited(count), locks(static_cast<size_t>(count)), order(static_cast<size_t>(count)) {
        hnsw.efConstruction = ef_construction;
        hnsw.prepare_level_tab(static_cast<size_t>(count));
        for (auto& lock : locks) {
            omp_init_lock(&lock);
        }
        // Highest levels first, and within a level by chance: rows that come together are often alike, and a graph that grows evenly is better.
        for (size_t i = 0; i < order.size(); i++) {
            order[i] = static_cast<int>(i);
        }
        std::mt19937 random(789);
        for (size_t i = order.size(); i > 1; i--) {
            std::swap(order[i - 1], order[random() % i]);
        }
        std::stable_sort(order.begin(), order.end(), [this](int a, int b) { return hnsw.levels[a] > hnsw.levels[b]; });
    }
    ~Builder() {
        for (auto& lock : locks) {
            omp_destroy_lock(&lock);
        }
    }
    Builder(const Builder&) = delete;
    Builder& operator=(const Builder&) = delete;
};

struct File {
    FILE* f;
    File(const char* path, const char* mode) : f(std::fopen(path, mode)) {
        if (!f) {
            throw FileFault("the file cannot be opened");
        }
    }
    ~File() {
        if (f) {
            std::fclose(f);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
};

} // namespace

RAGQA_API int ragqa_abi_version() {
    return abi_version;
}

RAGQA_API const char* ragqa_last_error() {
    return last_error.c_str();
}

// An empty graph over count rows, none of them linked yet.
RAGQA_API int ragqa_graph_begin(int m, int ef_construction, int count, Builder** result) {
    return guarded([&] {
        require(result && m >= 2 && m <= 1024 && ef_construction >= 1 && count >= 0, "M, efConstruction or the number of rows is out of range");
        *result = new Builder(m, ef_construction, count);
    });
}

// Links up to rows_at_once more rows; *linked tells how many are linked. codes and scales: one pointer per block of 4096 rows,
// rows of length bytes that begin at a multiple of 64.
RAGQA_API int ragqa_graph_link(
        Builder* builder,
        const uint8_t* const* codes,
        const float* const* scales,
        int64_t blocks,
        int length,
        int rows_at_once,
        int64_t* linked) {
    return guarded([&] {
        require(builder && linked && (builder->order.empty() || (codes && scales)), "builder and rows are needed");
        require(length > 0 && length % 64 == 0 && rows_at_once > 0, "rows have a multiple of 64 codes");
        require(blocks >= 0 && static_cast<uint64_t>(blocks) * Rows::block_rows >= builder->order.size(), "rows are missing");
        for (int64_t block = 0; block < blocks; block++) {
            require(codes[block] && scales[block] && reinterpret_cast<uintptr_t>(codes[block]) % 64 == 0, "a block of rows is missing or not aligned");
        }
        const Rows rows{codes, scales, static_cast<size_t>(length)};
        RowComputer computer(rows);
        const size_t end = std::min(builder->order.size(), builder->linked + static_cast<size_t>(rows_at_once));
        for (; builder->linked < end; builder->linked++) {
            const int row = builder->order[builder->linked];
            computer.set_row(row);
            builder->hnsw.add_with_locks(computer, builder->hnsw.levels[row] - 1, row, builder->locks, builder->visited);
        }
        *linked = static_cast<int64_t>(builder->linked);
    });
}

// The finished graph, valid until it is freed: levels [count] from 1, offsets [count + 1] into neighbours; a row has 2M places on the lowest
// level and M on each above, -1 where there is no link.
RAGQA_API int ragqa_graph_result(
        const Builder* builder,
        const int** levels,
        const size_t** offsets,
        const int** neighbours,
        int64_t* neighbour_count,
        int* entry) {
    return guarded([&] {
        require(builder && levels && offsets && neighbours && neighbour_count && entry, "a graph and room for its parts are needed");
        require(builder->linked == builder->order.size(), "the graph is not finished");
        *levels = builder->hnsw.levels.data();
        *offsets = builder->hnsw.offsets.data();
        *neighbours = builder->hnsw.neighbors.data();
        *neighbour_count = static_cast<int64_t>(builder->hnsw.neighbors.size());
        *entry = builder->hnsw.entry_point;
    });
}

RAGQA_API int ragqa_graph_free(Builder* builder) {
    return guarded([&] { delete builder; });
}

RAGQA_API int ragqa_index_create_flat(int dimension, Index** result) {
    return guarded([&] {
        require(result && dimension > 0, "a dimension above 0 is needed");
        *result = new Index(dimension);
    });
}

RAGQA_API int ragqa_index_free(Index* index) {
    return guarded([&] { delete index; });
}

// vectors: [count, dimension], finite.
RAGQA_API int ragqa_index_add(Index* index, int64_t count, int dimension, const float* vectors) {
    return guarded([&] {
        require(index && count >= 0 && (vectors || count == 0), "index and vectors are needed");
        require(dimension == index->d, "the dimension differs from the index");
        for (size_t i = 0, n = static_cast<size_t>(count) * static_cast<size_t>(dimension); i < n; i++) {
            require(std::isfinite(vectors[i]), "a vector holds a number that is not finite");
        }
        if (count > 0) {
            index->add(count, vectors);
        }
    });
}

// For each query [queries, dimension] writes k scores (inner products) and rows, best first; a row of -1 means that there are no more.
// allowed: null, or a bitmap of rows (bit i%8 of byte i/8); rows past its end are not allowed.
RAGQA_API int ragqa_index_search(
        const Index* index,
        int64_t queries,
        const float* query,
        int dimension,
        int64_t k,
        int threads,
        const uint8_t* allowed,
        int64_t allowed_bytes,
        float* scores,
        int64_t* rows) {
    return guarded([&] {
        require(index && query && scores && rows, "index, query and room for results are needed");
        require(dimension == index->d, "the dimension differs from the index");
        require(queries > 0 && k > 0 && threads > 0 && allowed_bytes >= 0, "queries, k and threads must be above 0");
        for (int64_t i = 0; i < queries * dimension; i++) {
            require(std::isfinite(query[i]), "the query holds a number that is not finite");
        }
        if (index->ntotal == 0) {
            for (int64_t i = 0; i < queries * k; i++) {
                rows[i] = -1;
                scores[i] = 0;
            }
            return;
        }
        omp_set_num_threads(threads);
        openblas_set_num_threads(threads);
        faiss::IDSelectorBitmap selector(static_cast<size_t>(allowed_bytes), allowed);
        static_assert(sizeof(row_t) == sizeof(int64_t), "rows are 64-bit");
        faiss::SearchParameters parameters;
        parameters.sel = allowed ? &selector : nullptr;
        index->search(queries, query, k, scores, reinterpret_cast<row_t*>(rows), &parameters);
    });
}

RAGQA_API int ragqa_index_count(const Index* index, int64_t* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = index->ntotal;
    });
}

RAGQA_API int ragqa_index_dimension(const Index* index, int* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = static_cast<int>(index->d);
    });
}

// Bytes held by vectors, spare capacity included.
RAGQA_API int ragqa_index_memory(const Index* index, int64_t* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = static_cast<int64_t>(index->codes.capacity());
    });
}

// The stored vectors [count, dimension]; valid until the next add or free.
RAGQA_API int ragqa_index_vectors(const Index* index, const float** result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = index->get_xb();
    });
}

RAGQA_API int ragqa_index_save(const Index* index, const char* path) {
    return guarded([&] {
        require(index && path, "index and path are needed");
        File file(path, "wb");
        faiss::write_index(index, file.f);
        FILE* f = file.f;
        file.f = nullptr;
        if (std::fclose(f) != 0) {
            throw FileFault("the file cannot be written");
        }
    });
}

// Reads from the start of the file; whatever follows the index is not looked at. The caller has checked the file's hash.
RAGQA_API int ragqa_index_load(const char* path, Index** result) {
    return guarded([&] {
        require(path && result, "path is needed");
        File file(path, "rb");
        std::unique_ptr<faiss::Index> loaded;
        try {
            loaded.reset(faiss::read_index(file.f));
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& e) {
            throw FileFault(e.what());
        }
        auto* vectors = dynamic_cast<Index*>(loaded.get());
        if (!vectors || vectors->metric_type != faiss::METRIC_INNER_PRODUCT || vectors->d <= 0 || vectors->ntotal < 0 ||
            vectors->codes.size() != static_cast<size_t>(vectors->ntotal) * static_cast<size_t>(vectors->d) * sizeof(float)) {
            throw FileFault("the file does not hold vectors under inner product");
        }
        loaded.release();
        *result = vectors;
    });
}
