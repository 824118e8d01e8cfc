using RagQA.Client;

namespace RagQA.Tests.Client;

public sealed class AnswererIdsTests
{
    private const int Drawn = 300;

    [Fact]
    public void Next_AfterAnIdHadToWait_LiesWhereOthersGotTheirPlace()
    {
        // The silo that hangs keeps nine tenths of the ring.
        var ids = new AnswererIds(Hash);
        ids.Placed(Where(hangs: false));
        ids.Waits(Where(hangs: true));

        Assert.True(Enumerable.Range(0, Drawn).Count(_ => Hangs(ids.Next())) < Drawn / 4);
    }

    [Fact]
    public void Next_WhileNothingWaits_LiesAnywhere()
    {
        var ids = new AnswererIds(Hash);
        ids.Placed(Where(hangs: false));

        Assert.True(Enumerable.Range(0, Drawn).Count(_ => Hangs(ids.Next())) > Drawn * 3 / 4);
    }

    [Fact]
    public void Next_AfterAnIdCloseToTheLastPlacedHadToWait_LiesAnywhere()
    {
        var ids = new AnswererIds(Hash);
        var last = Where(hangs: false);
        ids.Placed(last);
        ids.Waits(last);

        Assert.True(Enumerable.Range(0, Drawn).Count(_ => Hangs(ids.Next())) > Drawn * 3 / 4);
    }

    private static uint Hash(Guid id) => BitConverter.ToUInt32(id.ToByteArray());

    private static bool Hangs(Guid id) => Hash(id) < uint.MaxValue / 10 * 9;

    /// <summary>An id in the middle of a part of the ring.</summary>
    private static Guid Where(bool hangs) => new(hangs ? uint.MaxValue / 2 : uint.MaxValue / 20 * 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
