using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class PassageFilterTests
{
    [Fact]
    public void AllowAndForbid_AnyOrder_CountsAndRowsAreThoseOfASet() =>
        Gen.Select(Gen.Int[0, 199], Gen.Bool).Array[0, 300].Sample(steps =>
        {
            var filter = new PassageFilter(200);
            var expected = new SortedSet<int>();
            foreach (var (row, allow) in steps)
            {
                if (allow)
                {
                    filter.Allow(row);
                    expected.Add(row);
                }
                else
                {
                    filter.Forbid(row);
                    expected.Remove(row);
                }
            }

            var rows = new List<int>();
            foreach (var row in filter.Rows)
            {
                rows.Add(row);
            }

            return filter.Allowed == expected.Count && rows.SequenceEqual(expected) && Enumerable.Range(-1, 300).All(row => filter.Allows(row) == expected.Contains(row));
        });

    [Fact]
    public void Allow_RowOutside_ArgumentException() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PassageFilter(10).Allow(10));

    [Fact]
    public void Where_AnyGroups_KeepsRowsThatBothAllow() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 4]).Array[0, 200].SelectMany(rows => Gen.Select(Gen.Const(rows), Gen.Bool.Array[5])).Sample((rows, groups) =>
        {
            var kept = Of([.. rows.Select(row => row.Item1)]).Where([.. rows.Select(row => row.Item2)], groups);
            var expected = Enumerable.Range(0, rows.Length).Where(row => rows[row].Item1 && groups[rows[row].Item2]).ToArray();
            return kept.Length == rows.Length && kept.Allowed == expected.Length && Enumerable.Range(0, rows.Length).Where(kept.Allows).SequenceEqual(expected);
        });

    [Fact]
    public void NextAllowed_AnyRows_IsTheFirstNotBelow() =>
        Gen.Bool.Array[0, 200].Sample(rows =>
        {
            var filter = Of(rows);
            return Enumerable.Range(0, 250).All(from => filter.NextAllowed(from) == Array.IndexOf(rows, true, Math.Min(from, rows.Length)));
        });

    [Fact]
    public void Extended_RowByRow_KeepsWhatWasAllowed() =>
        Gen.Bool.Array[0, 300].Sample(rows =>
        {
            var filter = new PassageFilter(0);
            for (var row = 0; row < rows.Length; row++)
            {
                filter = filter.Extended(row + 1);
                if (rows[row])
                {
                    filter.Allow(row);
                }
            }

            return filter.Allowed == rows.Count(allowed => allowed) && Enumerable.Range(0, 310).All(row => filter.Allows(row) == (row < rows.Length && rows[row]));
        });

    private static PassageFilter Of(bool[] rows)
    {
        var filter = new PassageFilter(rows.Length);
        foreach (var row in Enumerable.Range(0, rows.Length).Where(row => rows[row]))
        {
            filter.Allow(row);
        }

        return filter;
    }
}
