using System.ComponentModel.DataAnnotations;

namespace RagQA.Storage;

/// <summary>The PostgreSQL database that several processes keep documents, embeddings and history in.</summary>
public sealed class PostgresOptions
{
    /// <summary>Npgsql connection string; the database exists, is encoded in UTF-8 and is RagQA's alone. Holds a password: never logged.</summary>
    [Required]
    public required string ConnectionString { get; init; }

    /// <summary>How many connections read at once, in this process. Default 10.</summary>
    [Range(1, 1000)]
    public int Readers { get; init; } = 10;

    /// <summary>How many connections write at once, in this process. Default 6.</summary>
    [Range(1, 1000)]
    public int Writers { get; init; } = 6;

    /// <summary>How long a statement may take, and how long a connection may take to come about, before the server counts as away. Default 5 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
