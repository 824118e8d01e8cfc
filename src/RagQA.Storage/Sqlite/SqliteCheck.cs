using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Looks for damage of a file as SQLite sees it, and for references to rows that are missing.</summary>
internal static class SqliteCheck
{
    public static async Task<List<VerificationFinding>> RunAsync(SqliteDatabase database, bool repair, CancellationToken cancellationToken)
    {
        List<VerificationFinding> findings = [];
        List<string> damage = await database.FindDamageAsync(cancellationToken).ConfigureAwait(false);
        if (damage.Count > 0 && repair)
        {
            // Damage that is in the indexes alone is gone when they are made anew from their tables.
            await database.WriteAsync(connection => connection.Execute("REINDEX"), cancellationToken).ConfigureAwait(false);
            bool repaired = (await database.FindDamageAsync(cancellationToken).ConfigureAwait(false)).Count == 0;
            findings.Add(new VerificationFinding("store", null, null, $"The database is damaged: {damage[0]}. Unless repaired, restore a backup (ragqa restore).", repaired));
        }
        else if (damage.Count > 0)
        {
            findings.Add(new VerificationFinding("store", null, null, $"The database is damaged: {damage[0]}. Verify with repairs; if that does not help, restore a backup (ragqa restore).", Repaired: false));
        }

        List<string> dangling = await database.ReadAsync(Dangling, cancellationToken).ConfigureAwait(false);
        findings.AddRange(dangling.Select(table => new VerificationFinding(
            "store", null, null, $"Rows of the table {table} refer to rows that are missing. Restore a backup (ragqa restore).", Repaired: false)));
        return findings;
    }

    private static List<string> Dangling(DbConnection connection) => [.. connection.Query("PRAGMA foreign_key_check", row => row.GetString(0)).Distinct()];
}
