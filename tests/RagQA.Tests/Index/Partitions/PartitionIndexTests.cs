using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class PartitionIndexTests
{
    [Theory]
    [InlineData(DenseKind.Flat)]
    [InlineData(DenseKind.FaissFlat)]
    [InlineData(DenseKind.Hnsw)]
    public void Apply_AddsRemovesAndReplaces_SearchSeesTheResult(DenseKind kind)
    {
        using var partition = Entries.Partition(kind, compactAbove: 1);
        partition.Apply(Entries.Range(0, 60), [], 1);
        partition.Apply([Entries.Entry(7, text: "unicorn", version: 1)], [8, 9, 999], 2);
        Assert.Equal((58, 2L), (partition.Count, partition.Revision));
        Assert.Equal(3.0 / 61, partition.DeadShare, 9);
        Assert.Equal([7], Entries.Ask(partition, "unicorn").LexicalIds);
        var all = Entries.Ask(partition, "sepsis", top: 100);
        Assert.Equal(58, all.DenseIds.Length);
        Assert.Equal(all.DenseIds.Distinct(), all.DenseIds);
        Assert.DoesNotContain(8, all.DenseIds.Concat(all.LexicalIds));
        Assert.Equal(2, all.Revision);
    }

    [Theory]
    [InlineData(DenseKind.Flat)]
    [InlineData(DenseKind.Hnsw)]
    public void Apply_ManyRemoved_CompactedPartitionEqualsAFreshOne(DenseKind kind)
    {
        using var compacted = Entries.Partition(kind);
        compacted.Apply(Entries.Range(0, 300), [], 1);
        compacted.Apply([], [.. Enumerable.Range(0, 20).Select(i => (long)i)], 2);
        Assert.InRange(compacted.DeadShare, 0.06, 0.1);
        compacted.Apply(Entries.Range(300, 320), [.. Enumerable.Range(20, 30).Select(i => (long)i)], 3);
        Assert.Equal(0, compacted.DeadShare);

        using var fresh = Entries.Partition(kind);
        fresh.Apply(Entries.Range(50, 320), [], 3);
        for (var seed = 0; seed < 20; seed++)
        {
            Entries.SameHits(Entries.Ask(fresh, "sepsis dose daily", seed: seed), Entries.Ask(compacted, "sepsis dose daily", seed: seed));
        }
    }

    [Fact]
    public void Compact_BelowTheLimit_DropsDeadRowsAndKeepsHits()
    {
        using var partition = Entries.Partition();
        partition.Apply(Entries.Range(0, 100), [], 1);
        partition.Apply([], [4, 5], 2);
        var before = Entries.Ask(partition, "fever child");
        partition.Compact();
        Assert.Equal((0.0, 98, 2L), (partition.DeadShare, partition.Count, partition.Revision));
        Entries.SameHits(before, Entries.Ask(partition, "fever child"));
    }

    [Fact]
    public void Apply_WrongArguments_ArgumentExceptionAndNothingChanged()
    {
        using var partition = Entries.Partition();
        partition.Apply(Entries.Range(0, 10), [], 5);
        var good = Entries.Entry(20);
        Assert.Throws<ArgumentException>(() => partition.Apply([good, good], [], 6));
        Assert.Throws<ArgumentException>(() => partition.Apply([good with { Embedding = new float[3] }], [1], 6));
        Assert.Throws<ArgumentException>(() => partition.Apply([good with { Embedding = Enumerable.Repeat(float.NaN, Entries.Dimension).ToArray() }], [1], 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => partition.Apply([good], [], 4));
        Assert.Equal((10, 5L), (partition.Count, partition.Revision));
    }

    [Fact]
    public void Search_PartsLeftOut_OnlyTheOtherRetrieverAnswers()
    {
        using var partition = Entries.Partition();
        partition.Apply(Entries.Range(0, 30), [], 1);
        var scope = new PassageScope { Principal = Principal.Local };
        var dense = partition.Search(new PartitionQuery { Embedding = Vectors.ToBytes(new float[Entries.Dimension]), Top = 3, Scope = scope });
        Assert.Equal([0, 1, 2], dense.DenseIds);
        Assert.Empty(dense.LexicalIds);
        var terms = LexicalAnalyzer.Question("sepsis").Terms;
        var lexical = partition.Search(new PartitionQuery { Terms = terms, TermWeights = [1], AverageLength = 5, Top = 3, Scope = scope });
        Assert.Empty(lexical.DenseIds);
        Assert.Equal(3, lexical.LexicalIds.Length);
        Assert.ThrowsAny<ArgumentException>(() => partition.Search(new PartitionQuery { Embedding = new byte[8], Top = 3, Scope = scope }));
    }

    [Fact]
    public void Search_SplitOverPartitions_SameScoresAsOne()
    {
        using var one = Entries.Partition();
        one.Apply(Entries.Range(0, 200), [], 1);
        var parts = Enumerable.Range(0, 8).Select(_ => Entries.Partition()).ToArray();
        for (var p = 0; p < 8; p++)
        {
            parts[p].Apply([.. Entries.Range(0, 200).Where(entry => entry.Id % 8 == p)], [], 1);
        }

        var question = LexicalAnalyzer.Question("sepsis dose");
        var sum = Bm25.Sum([.. parts.Select(part => part.Statistics(question.Terms))], question.Terms.Length);
        var query = new PartitionQuery
        {
            Embedding = Vectors.ToBytes(Embeddings.Random(1, Entries.Dimension, seed: 5)[0]),
            Terms = question.Terms,
            TermWeights = Bm25.Weights(sum, question.Multiplicities),
            AverageLength = Bm25.AverageLength(sum),
            Top = 20,
            Scope = new PassageScope { Principal = Principal.Local },
        };
        var whole = Entries.Ask(one, "sepsis dose", top: 20);
        var hits = parts.Select(part => part.Search(query)).ToArray();
        Assert.Equal(TopK.Pair(whole.DenseIds, whole.DenseScores), TopK.Merge([.. hits.Select(hit => TopK.Pair(hit.DenseIds, hit.DenseScores))], 20));
        Assert.Equal(TopK.Pair(whole.LexicalIds, whole.LexicalScores), TopK.Merge([.. hits.Select(hit => TopK.Pair(hit.LexicalIds, hit.LexicalScores))], 20));
        Array.ForEach(parts, part => part.Dispose());
    }

    [Theory]
    [InlineData(DenseKind.Flat)]
    [InlineData(DenseKind.Hnsw)]
    public async Task Search_WhileApplyRuns_SeesAllOfAStepOrNothing(DenseKind kind)
    {
        // Every step replaces the same ten passages with texts of its own revision, and adds and removes others.
        using var partition = Entries.Partition(kind, compactAbove: 0.5);
        Step(partition, 1);
        using var finished = new CancellationTokenSource();
        var searching = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var searches = 0;
            do
            {
                var hits = partition.Search(new PartitionQuery
                {
                    Embedding = Vectors.ToBytes(Embeddings.Random(1, Entries.Dimension, seed: 5)[0]),
                    Terms = [.. Enumerable.Range(1, 40).Select(step => LexicalAnalyzer.Hash($"step{step}"))],
                    TermWeights = [.. Enumerable.Repeat(1f, 40)],
                    AverageLength = 1,
                    Top = 200,
                    Scope = new PassageScope { Principal = Principal.Local },
                });
                Assert.Equal(30, hits.DenseIds.Distinct().Count());
                Assert.Equal(hits.DenseIds.Order(), hits.LexicalIds.Order());
                Assert.Equal((10 * (hits.Revision + 1)) + 9, hits.DenseIds.Max());
                searches++;
            }
            while (!finished.IsCancellationRequested);
            return searches;
        })).ToArray();
        for (var step = 2; step <= 40; step++)
        {
            Step(partition, step);
        }

        await finished.CancelAsync();
        Assert.All(await Task.WhenAll(searching), searches => Assert.True(searches > 0));

        // Live after step n: the ten that are replaced in every step, and the twenty that came in the last two.
        static void Step(PartitionIndex partition, int step) => partition.Apply(
            [.. Enumerable.Range(0, 10).Concat(Enumerable.Range(step == 1 ? 10 : 10 * (step + 1), step == 1 ? 20 : 10))
                .Select(id => Entries.Entry(id, text: $"step{step}", version: step))],
            [.. Enumerable.Range(10 * (step - 1), 10).Select(id => (long)id).Where(id => id >= 10)],
            step);
    }

    [Fact]
    public void Search_AfterDispose_ObjectDisposedException()
    {
        var partition = Entries.Partition();
        partition.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Entries.Ask(partition, "sepsis"));
        Assert.Throws<ObjectDisposedException>(() => partition.Apply([], [], 1));
    }

    [Fact]
    public async Task Apply_ManyRows_GraphIsBuiltBesideAndTakenOverAndSaved()
    {
        using var folder = new TemporaryFolder();
        var options = new PartitionIndexOptions { Graph = new GraphOptions { From = 500 } };
        using var partition = new PartitionIndex(Entries.Dimension, Entries.Encoder, options: options);
        partition.Apply(Entries.Range(0, 5000), [], 1);
        var early = Entries.Ask(partition, "sepsis", top: 5);
        Assert.Equal("exact", early.DenseMethod);
        await partition.GraphBuild.WaitAsync(TestContext.Current.CancellationToken);
        partition.Save(folder.Path);
        Assert.False(partition.NeedsSaving);
        Assert.True(File.Exists(folder.File("dense.graph")));

        // What was saved is mapped, and searches give the same; the loaded partition needs no build.
        using var loaded = PartitionIndex.Load(folder.Path, Entries.Encoder, options);
        Assert.True(loaded.GraphBuild.IsCompleted);
        Entries.SameHits(early, Entries.Ask(partition, "sepsis", top: 5));
        Entries.SameHits(early, Entries.Ask(loaded, "sepsis", top: 5));

        // A rebuild leaves the old rows and their graph behind.
        partition.Apply([], [.. Enumerable.Range(0, 1000).Select(i => (long)i)], 2);
        Assert.Equal("exact", Entries.Ask(partition, "sepsis", top: 5).DenseMethod);
        await partition.GraphBuild.WaitAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Entries.Ask(partition, "sepsis", top: 1000).DenseIds, id => id < 1000);
        Assert.True(partition.NeedsSaving);
    }

    [Fact]
    public async Task Dispose_WhileAGraphIsBuilt_TheBuildEnds()
    {
        var partition = new PartitionIndex(Entries.Dimension, Entries.Encoder, options: new PartitionIndexOptions { Graph = new GraphOptions { From = 500, EfConstruction = 400 } });
        partition.Apply(Entries.Range(0, 6000), [], 1);
        var build = partition.GraphBuild;
        partition.Dispose();
        await build.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(build.IsCompleted);
    }
}
