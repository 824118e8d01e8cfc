using System.Globalization;

namespace RagQA.Index;

/// <summary>
/// What a search would cost by graph and by comparing rows, in rows scanned one after another (about 30 ns each at 384 numbers).
/// The factors were measured with <c>ragqa bench index</c>; they are ratios of memory speeds and change little between machines.
/// </summary>
internal readonly struct SearchCost
{
    /// <summary>A row picked by a filter, out of line, against one scanned in line.</summary>
    private const double PickedRow = 2;

    /// <summary>What each link per row adds to the cost of a candidate: a walk meets rows out of line.</summary>
    private const double Link = 5;

    public SearchCost(int rows, int graphRows, int links, int allowed, int keep, int cores)
    {
        Candidates = keep;
        var tail = rows - graphRows;
        var exact = Math.Min(rows, allowed * PickedRow) / Math.Max(1, Math.Min(cores, allowed / (2 * RowBlock.Rows)));

        // The walk passes through forbidden rows too: it looks at so many more as fewer are allowed.
        var graph = ((double)keep * rows / Math.Max(1, allowed) * links * Link) + tail;
        GraphIsCheaper = graph < exact;
        MostCompared = (int)Math.Min(int.MaxValue, Math.Max(4 * graph, 2 * exact));
        var share = allowed == rows ? Text($"{rows} rows") : Text($"{allowed} of {rows} rows allowed");
        Plan = GraphIsCheaper
            ? new SearchPlan("graph", Text($"{share}; walking to {keep} candidates costs as much as comparing {graph:0} rows, comparing all {exact:0}"))
            : new SearchPlan("exact", Text($"{share}; comparing them costs as much as {exact:0} rows, walking the graph {graph:0}"));
    }

    public bool GraphIsCheaper { get; }

    /// <summary>Candidates that a walk keeps.</summary>
    public int Candidates { get; }

    /// <summary>Rows after which a walk is given up for comparing.</summary>
    public int MostCompared { get; }

    public SearchPlan Plan { get; }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
