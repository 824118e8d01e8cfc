using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Cluster;
using RagQA.Grains.Collections;
using RagQA.Grains.Failover;
using RagQA.Grains.Generations;
using RagQA.Grains.Ingestion;
using RagQA.Grains.Metrics;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Grains.Retrieval;
using RagQA.Grains.Slots;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>What the grains of a silo share: store, models, indexes.</summary>
public static class RagQAGrainServices
{
    /// <summary>Registers everything for one data directory and one folder of models.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="stores">Documents, embeddings and history; closed with the services. Index files and, if fitted here, <c>calibration.json</c> are beside them.</param>
    /// <param name="modelsDirectory">The shipped models and their <c>calibration.json</c>.</param>
    public static IServiceCollection AddRagQAGrains(this IServiceCollection services, RagQAStores stores, string modelsDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AnswererOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetrieverOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ParsingLimits>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IndexHostOptions>()
            .Configure(o => o.Directory = Path.Combine(stores.Directory, "index"))
            .ValidateDataAnnotations().ValidateOnStart();

        // Store
        services.AddSingleton(_ => stores);
        services.AddSingleton(stores.Documents);
        services.AddSingleton(stores.Embeddings);
        services.AddSingleton(stores.History);

        // Models
        services.AddSingleton(_ => InferenceModels.Open(new InferenceOptions { ModelsDirectory = modelsDirectory }));
        services.AddSingleton(sp => ModelDevices.Open(
            sp.GetRequiredService<InferenceModels>(),
            sp.GetService<ExecutionDevice>() ?? CudaDevice.Find(),
            new InferenceOptions { ModelsDirectory = modelsDirectory },
            sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => sp.GetRequiredService<InferenceModels>().QuestionEncoder);
        services.AddSingleton(sp => new PassageSplitter(sp.GetRequiredService<InferenceModels>().Tokenizer));

        // Cluster
        services.AddOptions<ReplicationOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SiloLabelOptions>();
        services.AddSingleton<SiloState>();
        services.AddSingleton<SiloExit>();
        services.AddSingleton<SiloLabels>();
        services.AddSingleton<ProcessLoad>();
        services.AddSingleton<ClusterView>();
        services.AddSingleton<PlacementTables>();
        services.AddSingleton<EveryReplica>();
        services.AddSingleton<ModelSlots>();
        services.AddSingleton<HedgedCalls>();
        services.AddSingleton<ReplicationState>();
        services.AddSingleton<MembershipReader>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloLife>();

        // Metrics
        services.AddMetrics();
        services.AddSingleton<QuestionMetrics>();
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloMetrics>();

        // Retrieval
        services.AddSingleton<PassageEmbeddings>();
        services.AddSingleton<IndexHost>();
        services.AddHostedService(sp => sp.GetRequiredService<IndexHost>());
        services.AddSingleton<PassageRetrieval>();

        // Generations
        services.AddSingleton<EveryEncoder>();
        services.AddSingleton<ShadowComparison>();

        // Answering
        services.AddOptions<AdmissionOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<QuestionAdmission>();
        services.AddSingleton<RecentQuestions>();
        services.AddSingleton<RequestRules>();
        services.AddSingleton<PassageReader>();
        services.AddSingleton<CitationMaker>();
        services.AddSingleton<AnswerPipeline>();
        services.AddSingleton(_ => new ConfidenceScales([stores.Directory, modelsDirectory]));
        services.AddSingleton(sp => sp.GetRequiredService<ConfidenceScales>().Of(sp.GetRequiredService<InferenceModels>().Names));

        // Ingestion
        services.TryAddSingleton<IFileParser>(sp => new ChildProcessFileParser(
            ReaderProgram.Ragqa(), sp.GetRequiredService<IOptions<ParsingLimits>>().Value, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DocumentIntake>();
        return services;
    }
}
