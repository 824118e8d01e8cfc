using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Ingestion;
using RagQA.Grains.Partitions;
using RagQA.Grains.Retrieval;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>What the grains of a silo share: store, models, indexes.</summary>
public static class RagQAGrainServices
{
    /// <summary>Registers everything for one data directory and one folder of models.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="dataDirectory">Documents, embeddings, index files and, if fitted here, <c>calibration.json</c>.</param>
    /// <param name="modelsDirectory">The shipped models and their <c>calibration.json</c>.</param>
    public static IServiceCollection AddRagQAGrains(this IServiceCollection services, string dataDirectory, string modelsDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AnswererOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetrieverOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IndexHostOptions>()
            .Configure(o => o.Directory = Path.Combine(dataDirectory, "index"))
            .ValidateDataAnnotations().ValidateOnStart();

        // Store
        services.AddSingleton<IDocumentStore>(sp => new SqliteDocumentStore(new DocumentStoreOptions { Directory = dataDirectory }, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEmbeddingStore>(_ => new SqliteEmbeddingStore(new EmbeddingStoreOptions { Directory = dataDirectory }));

        // Models
        var inference = new InferenceOptions { ModelsDirectory = modelsDirectory };
        services.AddSingleton(inference);
        services.AddSingleton<InferencePool>();
        services.AddKeyedSingleton(ModelRole.Encoder, (_, _) => ModelFolder.Open(Path.Combine(modelsDirectory, inference.Encoder), ModelRole.Encoder));
        services.AddKeyedSingleton(ModelRole.Reader, (_, _) => ModelFolder.Open(Path.Combine(modelsDirectory, inference.Reader), ModelRole.Reader));
        services.AddSingleton(sp => new EncoderSession(sp.GetRequiredKeyedService<ModelFolder>(ModelRole.Encoder)));
        services.AddSingleton<QuestionEncoder>();
        services.AddSingleton<PassageEncoder>();
        services.AddSingleton(sp => new SpanReader(sp.GetRequiredKeyedService<ModelFolder>(ModelRole.Reader)));
        services.AddSingleton(sp => new PassageSplitter(new WordPieceTokenizer(sp.GetRequiredKeyedService<ModelFolder>(ModelRole.Encoder).Vocabulary)));

        // Retrieval
        services.AddSingleton<PassageEmbeddings>();
        services.AddSingleton<IndexHost>();
        services.AddHostedService(sp => sp.GetRequiredService<IndexHost>());
        services.AddSingleton<PassageRetrieval>();

        // Answering
        services.AddSingleton<RequestRules>();
        services.AddSingleton<PassageReader>();
        services.AddSingleton<CitationMaker>();
        services.AddSingleton<AnswerPipeline>();
        services.AddSingleton(sp => new AnswerIdentity(new ModelNames
        {
            Encoder = sp.GetRequiredKeyedService<ModelFolder>(ModelRole.Encoder).Identity,
            Reader = sp.GetRequiredKeyedService<ModelFolder>(ModelRole.Reader).Identity,
        }));
        services.AddSingleton(sp => new ConfidenceScale(CalibrationFiles.Find(
            [dataDirectory, modelsDirectory], sp.GetRequiredService<AnswerIdentity>().Models)));

        // Ingestion
        services.AddSingleton<DocumentIntake>();
        return services;
    }
}
