using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class LexicalIndexTests
{
    private static readonly Gen<(string[] Texts, bool[] Removed, string Question)> Case =
        Vocabulary.Text.Array[0, 30].SelectMany(texts => Gen.Select(Gen.Const(texts), Gen.Bool.Array[texts.Length], Vocabulary.Text));

    [Fact]
    public void Search_AnyPassages_EqualsBruteForceBm25() => Case.Sample((texts, removed, question) =>
    {
        var index = Build(texts, removed);
        var hits = Ask([index], question, 100);
        var live = Enumerable.Range(0, texts.Length).Where(i => !removed[i]).ToArray();
        var expected = BruteForce(live.Select(i => (IdOf(i), LexicalAnalyzer.Words(texts[i]))).ToArray(), LexicalAnalyzer.Words(question));
        return hits.Length == expected.Count
            && hits.All(hit => Math.Abs(hit.Score - expected[hit.Id]) <= 1e-4 * (1 + expected[hit.Id]))
            && hits.SequenceEqual(hits.Order());
    });

    [Fact]
    public void Search_SplitOverEightIndexes_SameHitsAndScores() => Case.Sample((texts, removed, question) =>
    {
        var parts = Enumerable.Range(0, 8).Select(_ => new LexicalIndex()).ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            parts[i % 8].Add(IdOf(i), texts[i]);
        }

        for (var i = 0; i < texts.Length; i++)
        {
            if (removed[i])
            {
                parts[i % 8].Remove(IdOf(i));
            }
        }

        return Ask([Build(texts, removed)], question, 10).SequenceEqual(Ask(parts, question, 10));
    });

    [Fact]
    public void Compact_AfterRemovals_EqualsFreshIndexByteForByte() => Case.Sample((texts, removed, _) =>
    {
        using var folder = new TemporaryFolder();
        var fresh = new LexicalIndex();
        for (var i = 0; i < texts.Length; i++)
        {
            if (!removed[i])
            {
                fresh.Add(IdOf(i), texts[i]);
            }
        }

        fresh.Save(folder.File("fresh"));
        Build(texts, removed).Compact().Save(folder.File("compacted"));
        return File.ReadAllBytes(folder.File("fresh")).SequenceEqual(File.ReadAllBytes(folder.File("compacted")));
    }, iter: 50);

    [Fact]
    public void Load_AfterSave_SameHitsAndStatistics() => Case.Sample((texts, removed, question) =>
    {
        using var folder = new TemporaryFolder();
        var index = Build(texts, removed);
        index.Save(folder.File("lexical"));
        var loaded = LexicalIndex.Load(folder.File("lexical"));
        return loaded.Count == index.Count && loaded.TotalLength == index.TotalLength && Ask([loaded], question, 10).SequenceEqual(Ask([index], question, 10));
    }, iter: 50);

    [Fact]
    public void Load_AnyByteChangedOrMissing_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        Build(["warfarin dose", "sepsis lactate"], [false, false]).Save(folder.File("lexical"));
        var whole = File.ReadAllBytes(folder.File("lexical"));
        for (var i = 0; i < whole.Length; i++)
        {
            var broken = whole.ToArray();
            broken[i] ^= 0x10;
            File.WriteAllBytes(folder.File("broken"), broken);
            Assert.Throws<IndexFileException>(() => LexicalIndex.Load(folder.File("broken")));
            File.WriteAllBytes(folder.File("broken"), whole[..i]);
            Assert.Throws<IndexFileException>(() => LexicalIndex.Load(folder.File("broken")));
        }
    }

    [Fact]
    public void Search_UnderFilter_OnlyAllowedRows()
    {
        var index = Build(["sepsis", "sepsis", "sepsis"], [false, false, false]);
        var filter = new PassageFilter(3);
        filter.Allow(1);
        var question = LexicalAnalyzer.Question("sepsis");
        var weights = Bm25.Weights(index.Statistics(question.Terms), question.Multiplicities);
        Assert.Equal([IdOf(1)], index.Search(question.Terms, weights, 1, 10, filter).Select(hit => hit.Id));
    }

    [Fact]
    public void Search_TermTwiceInQuestion_CountsTwice()
    {
        var index = Build(["sepsis fever", "lactate"], [false, false]);
        Assert.Equal(2 * Ask([index], "sepsis", 1)[0].Score, Ask([index], "sepsis sepsis", 1)[0].Score, 1e-5f);
    }

    [Fact]
    public void Add_IdThatIsThere_ArgumentExceptionUntilRemoved()
    {
        var index = Build(["sepsis"], [false]);
        Assert.Throws<ArgumentException>(() => index.Add(IdOf(0), "fever"));
        Assert.True(index.Remove(IdOf(0)));
        Assert.False(index.Remove(IdOf(0)));
        index.Add(IdOf(0), "fever");
        Assert.Equal(1, index.Count);
        Assert.Empty(Ask([index], "sepsis", 5));
        Assert.Single(Ask([index], "fever", 5));
    }

    [Fact]
    public void Search_WrongArguments_ArgumentException()
    {
        var index = Build(["sepsis"], [false]);
        Assert.ThrowsAny<ArgumentException>(() => index.Search([1], [], 1, 5));
        Assert.ThrowsAny<ArgumentException>(() => index.Search([1], [float.NaN], 1, 5));
        Assert.ThrowsAny<ArgumentException>(() => index.Search([1], [1], float.PositiveInfinity, 5));
        Assert.ThrowsAny<ArgumentException>(() => index.Search([1], [1], 1, 0));
    }

    private static long IdOf(int i) => 1000 - i;

    private static LexicalIndex Build(string[] texts, bool[] removed)
    {
        var index = new LexicalIndex();
        for (var i = 0; i < texts.Length; i++)
        {
            index.Add(IdOf(i), texts[i]);
        }

        for (var i = 0; i < texts.Length; i++)
        {
            if (removed[i])
            {
                index.Remove(IdOf(i));
            }
        }

        return index;
    }

    private static ScoredPassage[] Ask(LexicalIndex[] parts, string text, int k)
    {
        var question = LexicalAnalyzer.Question(text);
        var sum = Bm25.Sum([.. parts.Select(part => part.Statistics(question.Terms))], question.Terms.Length);
        var weights = Bm25.Weights(sum, question.Multiplicities);
        return TopK.Merge([.. parts.Select(part => part.Search(question.Terms, weights, Bm25.AverageLength(sum), k))], k);
    }

    private static Dictionary<long, double> BruteForce((long Id, List<string> Words)[] passages, List<string> question)
    {
        var average = passages.Length == 0 ? 0 : passages.Average(passage => passage.Words.Count);
        var scores = new Dictionary<long, double>();
        foreach (var (id, words) in passages)
        {
            foreach (var term in question.Where(words.Contains))
            {
                var n = passages.Count(passage => passage.Words.Contains(term));
                var f = words.Count(word => word == term);
                var idf = Math.Log(1 + ((passages.Length - n + 0.5) / (n + 0.5)));
                scores[id] = scores.GetValueOrDefault(id) + (idf * f * 1.9 / (f + (0.9 * (0.6 + (0.4 * words.Count / average)))));
            }
        }

        return scores;
    }
}
