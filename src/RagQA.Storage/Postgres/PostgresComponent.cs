namespace RagQA.Storage;

/// <summary>The tables of one store, with a version of their own.</summary>
/// <param name="Name">Name in <c>ragqa_schema</c>.</param>
/// <param name="Migrations">Scripts that lead from version n to n + 1; only ever appended to.</param>
/// <param name="TablesWithText">Tables whose free space could show what was erased.</param>
internal sealed record PostgresComponent(string Name, IReadOnlyList<string> Migrations, IReadOnlyList<string> TablesWithText);
