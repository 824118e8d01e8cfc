namespace RagQA.ClusterTests.Silos;

/// <summary>How soon the partitions of a killed silo are searched again. <see cref="LostSilosTests"/> has the same without the bound.</summary>
[Collection("silos"), Trait("Suite", "Long")]
public sealed class KilledSiloTests(SilosFixture silos) : IClassFixture<SilosFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Silo_KilledUnderQuestions_ItsPartitionsAreSearchedTenSecondsAfterItWasGivenUp()
    {
        var whole = await silos.UntilWholeAsync(0, silos: 3);
        foreach (var killed in Enumerable.Range(0, 3).Where(silo => KilledSilo.Held(whole, silos.State.Silos[silo].Name).Count > 0))
        {
            try
            {
                var after = await KilledSilo.SearchedAgainAsync(silos, killed, through: (killed + 1) % 3, left: 2);
                Assert.True(after <= Bound, $"It took {after}.");
            }
            finally
            {
                await silos.StartEndedAsync();
            }
        }
    }
}
