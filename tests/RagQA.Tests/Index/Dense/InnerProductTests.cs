using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class InnerProductTests
{
    [Fact]
    public void EveryPath_AnyLength_EqualsSumInDoubles()
    {
        Gen.Float[-10, 10].Array[0, 130].SelectMany(x => Gen.Float[-10, 10].Array[x.Length].Select(y => (x, y))).Sample((x, y) =>
        {
            var expected = x.Zip(y, (a, b) => (double)a * b).Sum();
            var tolerance = 1e-5 * (1 + x.Zip(y, (a, b) => Math.Abs((double)a * b)).Sum());
            return Math.Abs(InnerProduct.Wide512(x, y) - expected) <= tolerance
                && Math.Abs(InnerProduct.Wide256(x, y) - expected) <= tolerance
                && Math.Abs(InnerProduct.Portable(x, y) - expected) <= tolerance
                && Math.Abs(InnerProduct.Of(x, y) - expected) <= tolerance;
        });
    }
}
