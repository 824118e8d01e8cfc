namespace RagQA.ClusterTests.Cluster;

/// <summary>Sixteen small documents on invented wards, each with facts of its own.</summary>
internal static class Wards
{
    public static readonly string[] Colours =
    [
        "amber", "blue", "coral", "denim", "emerald", "fuchsia", "green", "hazel",
        "indigo", "jade", "khaki", "lilac", "maroon", "navy", "olive", "pink",
    ];

    public static DocumentInput[] All { get; } = [.. Colours.Select((colour, i) => Document(colour, 10 + i))];

    public static DocumentInput Document(string colour, int minutes, params string[] labels) => new()
    {
        Id = $"{colour}-ward",
        Text = $"The {colour} ward repeats observations every {minutes} minutes after an operation. "
            + $"The nurse in charge of the {colour} ward keeps the keys of the drug cupboard. Visitors leave the {colour} ward before supper.",
        Attributes = new DocumentAttributes { Title = $"Rules of the {colour} ward", Source = "made up", AccessLabels = labels },
    };

    public static string Question(string colour) => $"How often are observations repeated on the {colour} ward after an operation?";
}
