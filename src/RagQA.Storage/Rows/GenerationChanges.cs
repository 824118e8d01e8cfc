using System.Data.Common;
using System.Globalization;

namespace RagQA.Storage;

/// <summary>Beginning, switching and retiring generations; each method is one step of a write transaction.</summary>
internal static class GenerationChanges
{
    public static Generation Start(DbConnection connection, string collectionId, Generation wanted, string defaultEncoder, DateTimeOffset now)
    {
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        connection.Execute("UPDATE generations SET encoder = @encoder WHERE collection = @collection AND encoder = ''", ("@encoder", defaultEncoder), ("@collection", collection.Key));
        Generation[] all = GenerationRows.List(connection, collection);
        if (all.FirstOrDefault(generation => generation.State == GenerationState.Building) is { } building)
        {
            return building.Encoder == wanted.Encoder && building.Partitions == wanted.Partitions
                ? GenerationRows.Update(connection, collection, building with { Gold = wanted.Gold, User = wanted.User })
                : throw new RagQAException(FailureKind.Conflict, $"Generation {building.Number} is being built. Wait until it is ready, or retire it first.");
        }

        Generation started = wanted with { Number = all.Max(generation => generation.Number) + 1, State = GenerationState.Building, CreatedAt = now, LeftAt = null, Comparison = null };
        GenerationRows.Insert(connection, collection, started);
        return GenerationRows.Require(connection, collection, started.Number);
    }

    public static Generation Complete(DbConnection connection, string collectionId, int number, GenerationComparison? comparison)
    {
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        Generation generation = GenerationRows.Require(connection, collection, number);
        return generation.State == GenerationState.Building
            ? GenerationRows.Update(connection, collection, generation with { State = GenerationState.Ready, Comparison = comparison })
            : throw new RagQAException(FailureKind.Conflict, $"Generation {number} is not being built: it is {Word(generation.State)}.");
    }

    public static CollectionDescription Activate(DbConnection connection, string collectionId, int number, DateTimeOffset now)
    {
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        Generation next = GenerationRows.Require(connection, collection, number);
        if (next.State is GenerationState.Building or GenerationState.Retired)
        {
            throw new RagQAException(FailureKind.Conflict, $"Generation {number} is {Word(next.State)}; only one that is ready can be switched to.");
        }

        if (next.State == GenerationState.Ready)
        {
            Generation last = GenerationRows.List(connection, collection).Single(generation => generation.State == GenerationState.Active);
            GenerationRows.Update(connection, collection, last with { State = GenerationState.Ready, LeftAt = now });
            GenerationRows.Update(connection, collection, next with { State = GenerationState.Active });
            connection.Execute(
                "UPDATE collections SET generation = @number, partitions = @partitions, revision = revision + 1 WHERE key = @key",
                ("@number", number),
                ("@partitions", next.Partitions),
                ("@key", collection.Key));
        }

        return CollectionRows.Find(connection, "id", collectionId)!;
    }

    public static Generation Retire(DbConnection connection, string collectionId, int number, DateTimeOffset now, TimeSpan after)
    {
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        Generation generation = GenerationRows.Require(connection, collection, number);
        return generation switch
        {
            { State: GenerationState.Retired } => generation,
            { State: GenerationState.Active } => throw new RagQAException(FailureKind.Conflict, $"Generation {number} is active. Switch to another one first."),
            { LeftAt: { } left } when now - left < after => throw new RagQAException(
                FailureKind.Conflict,
                string.Create(CultureInfo.InvariantCulture, $"Questions that began before the switch may still use generation {number}. Retire it after {left + after:HH:mm:ss} UTC.")),
            _ => GenerationRows.Update(connection, collection, generation with { State = GenerationState.Retired }),
        };
    }

    private static string Word(GenerationState state) => state switch
    {
        GenerationState.Building => "being built",
        GenerationState.Ready => "ready",
        GenerationState.Active => "active",
        _ => "retired",
    };
}
