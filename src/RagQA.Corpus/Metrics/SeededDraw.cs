namespace RagQA.Corpus;

/// <summary>
/// Draws numbers that depend on the seed alone: SplitMix64 (Steele, Lea and Flood, 2014), because figures must not change
/// with the runtime's own generator.
/// </summary>
internal sealed class SeededDraw(int seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>Fills with indexes below the length, each as probable as the others.</summary>
    public void WithReplacement(int[] indexes)
    {
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = (int)Math.BigMul(Next(), (ulong)indexes.Length, out _);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
