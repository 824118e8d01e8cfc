namespace RagQA;

/// <summary>A half-open range <c>[Start, End)</c> of UTF-16 code units in the stored <em>text</em> of a document.</summary>
/// <param name="Start">First code unit of the range.</param>
/// <param name="End">One past the last code unit; never less than <paramref name="Start"/>.</param>
[GenerateSerializer, Immutable, Alias("ragqa.TextRange")]
public readonly record struct TextRange([property: Id(0)] int Start, [property: Id(1)] int End)
{
    /// <summary>Number of UTF-16 code units in the range.</summary>
    public int Length => End - Start;
}
