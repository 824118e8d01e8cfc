using RagQA.Index;

namespace RagQA.Grains.Retrieval;

/// <summary>Terms of a question with their BM25 weights; none when no partition counted them in time, and then all weigh the same.</summary>
internal sealed class WeighedTerms(ulong[] terms, float[] weights)
{
    private readonly double _total = terms.Index().Sum(t => Weight(weights, t.Index));

    /// <summary>Share of the weight whose terms stand in a text; 0 for a question without terms.</summary>
    public double ShareIn(string text)
    {
        if (_total <= 0)
        {
            return 0;
        }

        var there = LexicalAnalyzer.Terms(text).ToHashSet();
        return terms.Index().Sum(t => there.Contains(t.Item) ? Weight(weights, t.Index) : 0) / _total;
    }

    /// <summary>Whether a word of the question has been counted and stands in no passage of the collection.</summary>
    public bool IsUnknown(string word) => weights.Length > 0 && LexicalAnalyzer.Terms(word) is [var term] && Array.IndexOf(terms, term) is >= 0 and var at && weights[at] == 0;

    private static double Weight(float[] weights, int term) => weights.Length == 0 ? 1 : weights[term];
}
