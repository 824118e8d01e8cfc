using System.ComponentModel.DataAnnotations;
using RagQA.Storage;

namespace RagQA.Server;

/// <summary>How one RagQA process runs.</summary>
public sealed class ServerOptions
{
    /// <summary>Folder of everything that is kept: documents, embeddings, index files, calibration. With <see cref="Postgres"/> only of index files, which can be made again.</summary>
    [Required]
    public string DataDirectory { get; set; } = "";

    /// <summary>Folder of the shipped models.</summary>
    [Required]
    public string ModelsDirectory { get; set; } = "";

    /// <summary>Address to listen on. Only loopback addresses are allowed until authentication is configured.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>HTTP port; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>Largest body of a document upload, bytes.</summary>
    [Range(1024, 1L << 30)]
    public long MaxUploadBytes { get; set; } = 64L << 20;

    /// <summary>Whether users' own questions are kept, so that answers can be found again. False keeps nothing and hides the page.</summary>
    public bool History { get; set; } = true;

    /// <summary>Days until a kept question is erased by itself.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 90;

    /// <summary>Whether tests may make questions fail (<c>/v1/test/faults</c>). Never on a server that people use.</summary>
    public bool TestFaults { get; set; }

    /// <summary>What this process does: silo, api, web.</summary>
    public string[] Roles { get; set; } = ["silo", "api", "web"];

    /// <summary>Where documents, embeddings and history are kept; null keeps them in SQLite files of the data directory.</summary>
    public PostgresOptions? Postgres { get; set; }

    /// <summary>The cluster that this silo belongs to; null runs it alone.</summary>
    public SiloClusterOptions? Cluster { get; set; }

    /// <summary>Figures and traces.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Whether information is logged too, besides warnings and errors.</summary>
    public bool Verbose { get; set; }
}
