using CsCheck;
using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class PhrasingFitTests
{
    [Fact]
    public void Fit_RightSpansHaveAFeature_FindsItsSign() =>
        Gen.Int[1, 1000].Sample(seed =>
        {
            var random = new Random(seed);
            PhrasingFit.Candidate[][] questions =
            [
                .. Enumerable.Range(0, 400).Select(_ => new[]
                {
                    Candidate(random, liked: 1, disliked: 0, isRight: random.NextDouble() < 0.9),
                    Candidate(random, liked: 0, disliked: 1, isRight: random.NextDouble() < 0.1),
                    Candidate(random, liked: 0, disliked: 0, isRight: random.NextDouble() < 0.3),
                }),
            ];

            float[] weights = PhrasingFit.Fit(questions, 3);

            Assert.True(weights[0] > 0.3f);
            Assert.True(weights[1] < -0.3f);
            Assert.InRange(weights[2], -1f, 1f);
        }, iter: 10);

    [Fact]
    public void Fit_NoRightSpans_LeavesAllAsItWas() =>
        Assert.Equal([0f, 0f], PhrasingFit.Fit([[new PhrasingFit.Candidate(1, [1, 0], false)]], 2));

    private static PhrasingFit.Candidate Candidate(Random random, float liked, float disliked, bool isRight)
        => new((float)random.NextDouble(), [liked, disliked, random.Next(2)], isRight);
}
