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
}
