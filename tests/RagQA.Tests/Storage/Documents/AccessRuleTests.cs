using RagQA.Storage;

namespace RagQA.Tests.Storage;

public sealed class AccessRuleTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("ward", "", true)]
    [InlineData("", "ward", false)]
    [InlineData("lab", "ward", false)]
    [InlineData("Ward", "ward", false)]
    [InlineData("lab,ward", "ward,icu", true)]
    public void Allows_GroupsAndLabels_NeedsOneInCommon(string groups, string labels, bool expected) =>
        Assert.Equal(expected, AccessRule.Allows(new Principal { User = "u", Groups = Split(groups) }, Split(labels)));

    [Fact]
    public void Allows_SeesEverything_WhateverTheLabels() => Assert.True(AccessRule.Allows(Principal.Local, ["ward"]));

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
