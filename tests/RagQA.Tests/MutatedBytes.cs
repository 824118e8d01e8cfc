namespace RagQA.Tests;

/// <summary>Ways in which a file goes wrong: bits that flip, an end that is lost, blocks that are zeroed, doubled or exchanged.</summary>
internal static class MutatedBytes
{
    /// <summary>A copy that differs.</summary>
    public static byte[] Of(byte[] whole, Random random)
    {
        byte[] mutated;
        do
        {
            mutated = Mutate(whole, random);
        }
        while (mutated.AsSpan().SequenceEqual(whole));

        return mutated;
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var copy = whole.ToArray();
        var at = random.Next(whole.Length);
        var length = Math.Min(1 + random.Next(512), whole.Length - at);
        switch (random.Next(7))
        {
            case 0:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                return copy[..at];
            case 2:
                Array.Clear(copy, at, length);
                return copy;
            case 3:
                return [.. copy, .. copy.AsSpan(at, length)];
            case 4:
                random.NextBytes(copy.AsSpan(at, length));
                return copy;
            case 5:
                copy.AsSpan(at, length).Reverse();
                return copy;
            default:
                return [.. copy.AsSpan(0, at), .. copy.AsSpan(at + length)];
        }
    }
}
