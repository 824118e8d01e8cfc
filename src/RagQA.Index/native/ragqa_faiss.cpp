// A thin C face over FAISS for RagQA.Index. Rules of this file:
//  - every function returns a status; no C++ exception crosses the boundary; ragqa_last_error() tells the calling thread why;
//  - a search uses the calling thread only, so that the caller decides how many searches run at once;
//  - building uses the calling thread only too: the graph of the same vectors in the same batches is then always the same;
//  - rows are positions in the order of adding. Adding excludes every other call; searches may run side by side.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

#include <omp.h>

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/impl/DistanceComputer.h>
#include <faiss/impl/IDSelector.h>
#include <faiss/index_io.h>

#include "inner_product.h"

#define RAGQA_API extern "C" __attribute__((visibility("default")))

namespace {

using row_t = faiss::Index::idx_t;

enum Status : int { ok = 0, invalid_argument = 1, out_of_memory = 2, bad_file = 3, failed = 4 };

enum Kind : int { flat = 0, hnsw = 1 };

constexpr int abi_version = 1;

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

// Debian's FAISS is compiled for the oldest x86-64, without AVX2: building and walking a graph with this computer instead
// of its own is several times faster.
struct InnerProductComputer : faiss::FlatCodesDistanceComputer {
    const float* vectors;
    const float* query = nullptr;
    size_t d;

    explicit InnerProductComputer(const faiss::IndexFlat& storage)
            : faiss::FlatCodesDistanceComputer(storage.codes.data(), storage.code_size),
              vectors(storage.get_xb()),
              d(static_cast<size_t>(storage.d)) {}

    void set_query(const float* x) override {
        query = x;
    }
    float distance_to_code(const uint8_t* code) override {
        return inner_product(query, reinterpret_cast<const float*>(code), d);
    }
    float symmetric_dis(row_t i, row_t j) override {
        return inner_product(vectors + i * d, vectors + j * d, d);
    }
};

struct InnerProductStorage : faiss::IndexFlatIP {
    explicit InnerProductStorage(row_t d) : faiss::IndexFlatIP(d) {}

    faiss::FlatCodesDistanceComputer* get_FlatCodesDistanceComputer() const override {
        return new InnerProductComputer(*this);
    }
};

struct Index {
    Kind kind;
    std::unique_ptr<faiss::Index> index; // an InnerProductStorage, or an IndexHNSWFlat that owns one
    InnerProductStorage* storage;
};

std::unique_ptr<Index> wrap_flat(std::unique_ptr<InnerProductStorage> storage) {
    InnerProductStorage* view = storage.get();
    return std::unique_ptr<Index>(new Index{flat, std::move(storage), view});
}

std::unique_ptr<Index> wrap_hnsw(std::unique_ptr<faiss::IndexHNSWFlat> graph, std::unique_ptr<InnerProductStorage> storage) {
    InnerProductStorage* view = storage.get();
    delete graph->storage;
    graph->storage = storage.release();
    graph->own_fields = true;
    return std::unique_ptr<Index>(new Index{hnsw, std::move(graph), view});
}

std::unique_ptr<InnerProductStorage> adopt(faiss::Index* loaded) {
    auto* vectors = dynamic_cast<faiss::IndexFlat*>(loaded);
    if (!vectors || vectors->metric_type != faiss::METRIC_INNER_PRODUCT || vectors->d <= 0 ||
        vectors->codes.size() != static_cast<size_t>(vectors->ntotal) * static_cast<size_t>(vectors->d) * sizeof(float)) {
        throw FileFault("the file does not hold vectors under inner product");
    }
    auto storage = std::make_unique<InnerProductStorage>(vectors->d);
    storage->codes.swap(vectors->codes);
    storage->ntotal = vectors->ntotal;
    return storage;
}

// A search follows links without checking them: links that lead outside are refused here.
void check_graph(const faiss::IndexHNSWFlat& graph) {
    const faiss::HNSW& h = graph.hnsw;
    const size_t n = static_cast<size_t>(graph.ntotal);
    bool sound = h.levels.size() == n && h.offsets.size() == n + 1 && h.offsets.front() == 0 &&
            h.offsets.back() == h.neighbors.size() && h.cum_nneighbor_per_level.size() > 1 &&
            (n == 0 ? h.entry_point == -1 : h.entry_point >= 0 && static_cast<size_t>(h.entry_point) < n);
    const int deepest = static_cast<int>(h.cum_nneighbor_per_level.size()) - 1;
    for (size_t i = 0; sound && i < n; i++) {
        const int level = h.levels[i];
        sound = level >= 1 && level <= deepest && h.offsets[i + 1] >= h.offsets[i] &&
                h.offsets[i + 1] - h.offsets[i] == static_cast<size_t>(h.cum_nneighbor_per_level[level]);
    }
    sound = sound && (n == 0 || (h.max_level >= 0 && h.levels[h.entry_point] == h.max_level + 1));
    for (size_t i = 0; sound && i < n; i++) {
        for (int level = 0; sound && level < h.levels[i]; level++) {
            size_t begin, end;
            h.neighbor_range(static_cast<row_t>(i), level, &begin, &end);
            sound = begin <= end && end <= h.neighbors.size();
            for (size_t at = begin; sound && at < end; at++) {
                const int next = h.neighbors[at];
                sound = next == -1 || (next >= 0 && static_cast<size_t>(next) < n && h.levels[next] > level);
            }
        }
    }
    if (!sound) {
        throw FileFault("the links of the graph are not consistent");
    }
}

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

RAGQA_API int ragqa_index_create_flat(int dimension, Index** result) {
    return guarded([&] {
        require(result && dimension > 0, "a dimension above 0 is needed");
        *result = wrap_flat(std::make_unique<InnerProductStorage>(dimension)).release();
    });
}

RAGQA_API int ragqa_index_create_hnsw(int dimension, int m, int ef_construction, Index** result) {
    return guarded([&] {
        require(result && dimension > 0 && m >= 2 && ef_construction >= 1, "dimension, M or efConstruction is too small");
        auto graph = std::make_unique<faiss::IndexHNSWFlat>(dimension, m, faiss::METRIC_INNER_PRODUCT);
        graph->hnsw.efConstruction = ef_construction;
        *result = wrap_hnsw(std::move(graph), std::make_unique<InnerProductStorage>(dimension)).release();
    });
}

RAGQA_API int ragqa_index_free(Index* index) {
    return guarded([&] { delete index; });
}

// vectors: [count, dimension], finite.
RAGQA_API int ragqa_index_add(Index* index, int64_t count, int dimension, const float* vectors) {
    return guarded([&] {
        require(index && count >= 0 && (vectors || count == 0), "index and vectors are needed");
        require(dimension == index->storage->d, "the dimension differs from the index");
        for (size_t i = 0, n = static_cast<size_t>(count) * static_cast<size_t>(dimension); i < n; i++) {
            require(std::isfinite(vectors[i]), "a vector holds a number that is not finite");
        }
        if (count > 0) {
            index->index->add(count, vectors);
        }
    });
}

// Writes k scores (inner products) and rows, best first; a row of -1 means that there are no more.
// allowed: null, or a bitmap of rows (bit i%8 of byte i/8); rows past its end are not allowed.
RAGQA_API int ragqa_index_search(
        const Index* index,
        const float* query,
        int dimension,
        int64_t k,
        int ef_search,
        const uint8_t* allowed,
        int64_t allowed_bytes,
        float* scores,
        int64_t* rows) {
    return guarded([&] {
        require(index && query && scores && rows, "index, query and room for results are needed");
        require(dimension == index->storage->d, "the dimension differs from the index");
        require(k > 0 && ef_search > 0 && allowed_bytes >= 0, "k and efSearch must be above 0");
        for (int i = 0; i < dimension; i++) {
            require(std::isfinite(query[i]), "the query holds a number that is not finite");
        }
        if (index->storage->ntotal == 0) {
            for (int64_t i = 0; i < k; i++) {
                rows[i] = -1;
                scores[i] = 0;
            }
            return;
        }
        faiss::IDSelectorBitmap selector(static_cast<size_t>(allowed_bytes), allowed);
        static_assert(sizeof(row_t) == sizeof(int64_t), "rows are 64-bit");
        auto* labels = reinterpret_cast<row_t*>(rows);
        if (index->kind == hnsw) {
            faiss::SearchParametersHNSW parameters;
            parameters.efSearch = ef_search;
            parameters.sel = allowed ? &selector : nullptr;
            index->index->search(1, query, k, scores, labels, &parameters);
        } else {
            faiss::SearchParameters parameters;
            parameters.sel = allowed ? &selector : nullptr;
            index->index->search(1, query, k, scores, labels, &parameters);
        }
    });
}

RAGQA_API int ragqa_index_count(const Index* index, int64_t* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = index->storage->ntotal;
    });
}

RAGQA_API int ragqa_index_dimension(const Index* index, int* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = static_cast<int>(index->storage->d);
    });
}

RAGQA_API int ragqa_index_kind(const Index* index, int* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = index->kind;
    });
}

// Bytes held by vectors and links, spare capacity included.
RAGQA_API int ragqa_index_memory(const Index* index, int64_t* result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        size_t bytes = index->storage->codes.capacity();
        if (index->kind == hnsw) {
            const auto& h = static_cast<const faiss::IndexHNSWFlat&>(*index->index).hnsw;
            bytes += h.neighbors.capacity() * sizeof(h.neighbors[0]) + h.offsets.capacity() * sizeof(h.offsets[0]) +
                    h.levels.capacity() * sizeof(h.levels[0]);
        }
        *result = static_cast<int64_t>(bytes);
    });
}

// The stored vectors [count, dimension]; valid until the next add or free.
RAGQA_API int ragqa_index_vectors(const Index* index, const float** result) {
    return guarded([&] {
        require(index && result, "an index is needed");
        *result = index->storage->get_xb();
    });
}

RAGQA_API int ragqa_index_save(const Index* index, const char* path) {
    return guarded([&] {
        require(index && path, "index and path are needed");
        File file(path, "wb");
        faiss::write_index(index->index.get(), file.f);
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
        if (auto* graph = dynamic_cast<faiss::IndexHNSWFlat*>(loaded.get())) {
            auto storage = adopt(graph->storage);
            if (storage->ntotal != graph->ntotal || storage->d != graph->d ||
                graph->metric_type != faiss::METRIC_INNER_PRODUCT) {
                throw FileFault("graph and vectors do not belong together");
            }
            check_graph(*graph);
            loaded.release();
            *result = wrap_hnsw(std::unique_ptr<faiss::IndexHNSWFlat>(graph), std::move(storage)).release();
        } else {
            *result = wrap_flat(adopt(loaded.get())).release();
        }
    });
}
