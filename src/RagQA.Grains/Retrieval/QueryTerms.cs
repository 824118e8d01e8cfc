using RagQA.Index;

namespace RagQA.Grains.Retrieval;

/// <summary>The distinct lexical terms of a query with the number of times each occurs.</summary>
internal static class QueryTerms
{
    public static Dictionary<ulong, int> Of(string text)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var term in LexicalAnalyzer.Terms(text))
        {
            counts[term] = counts.GetValueOrDefault(term) + 1;
        }

        return counts;
    }
}
