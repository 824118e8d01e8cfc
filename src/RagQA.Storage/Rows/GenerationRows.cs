using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Rows of generations.</summary>
internal static class GenerationRows
{
    private const string Columns = "number, encoder, partitions, state, created_at, left_at, gold, \"user\", comparison";

    /// <summary>The generation with which a collection begins: active, with the encoder that a silo has by default.</summary>
    public static void CreateFirst(DbConnection connection, string collectionId) => connection.Execute(
        """
        INSERT INTO generations (collection, number, encoder, partitions, state, created_at, "user")
        SELECT key, generation, '', partitions, @state, created_at, '' FROM collections WHERE id = @id
        """,
        ("@state", (int)GenerationState.Active),
        ("@id", collectionId));

    public static Generation[] List(DbConnection connection, CollectionRow collection) => [.. connection.Query(
        $"SELECT {Columns} FROM generations WHERE collection = @collection ORDER BY number",
        Read,
        ("@collection", collection.Key))];

    public static (string CollectionId, Generation Generation)[] ListAll(DbConnection connection) => [.. connection.Query(
        $"SELECT {Columns}, (SELECT id FROM collections WHERE key = generations.collection) FROM generations ORDER BY collection, number",
        row => (row.GetString(9), Read(row)))];

    public static string[] ListBuilding(DbConnection connection) => [.. connection.Query(
        "SELECT id FROM collections WHERE EXISTS (SELECT 1 FROM generations WHERE collection = collections.key AND state = @building) ORDER BY key",
        row => row.GetString(0),
        ("@building", (int)GenerationState.Building))];

    public static Generation Require(DbConnection connection, CollectionRow collection, int number) => connection.First(
        $"SELECT {Columns} FROM generations WHERE collection = @collection AND number = @number",
        Read,
        ("@collection", collection.Key),
        ("@number", number))
        ?? throw new RagQAException(FailureKind.NotFound, $"The collection has no generation {number}. List its generations for those there are.");

    public static void Insert(DbConnection connection, CollectionRow collection, Generation generation) => connection.Execute(
        $"INSERT INTO generations (collection, {Columns}) VALUES (@collection, @number, @encoder, @partitions, @state, @now, NULL, @gold, @user, NULL)",
        ("@collection", collection.Key),
        ("@number", generation.Number),
        ("@encoder", generation.Encoder),
        ("@partitions", generation.Partitions),
        ("@state", (int)generation.State),
        ("@now", generation.CreatedAt.ToUnixTimeMilliseconds()),
        ("@gold", generation.Gold),
        ("@user", generation.User));

    /// <summary>Stores what may change of a generation.</summary>
    public static Generation Update(DbConnection connection, CollectionRow collection, Generation generation)
    {
        connection.Execute(
            """
            UPDATE generations SET state = @state, left_at = @left, gold = @gold, "user" = @user, comparison = @comparison WHERE collection = @collection AND number = @number
            """,
            ("@state", (int)generation.State),
            ("@left", generation.LeftAt?.ToUnixTimeMilliseconds()),
            ("@gold", generation.Gold),
            ("@user", generation.User),
            ("@comparison", generation.Comparison is { } comparison ? StorageJson.WriteText(comparison) : null),
            ("@collection", collection.Key),
            ("@number", generation.Number));
        return generation;
    }

    private static Generation Read(DbDataReader row) => new()
    {
        Number = row.GetInt32(0),
        Encoder = row.GetString(1),
        Partitions = row.GetInt32(2),
        State = (GenerationState)row.GetInt32(3),
        CreatedAt = row.GetMoment(4),
        LeftAt = row.GetNullableMoment(5),
        Gold = row.GetNullableString(6),
        User = row.GetString(7),
        Comparison = row.GetNullableString(8) is { } comparison ? StorageJson.ReadComparison(comparison) : null,
    };
}
