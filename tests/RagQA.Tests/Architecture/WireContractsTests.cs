using System.Reflection;
using Orleans;

namespace RagQA.Tests.Architecture;

/// <summary>What travels between silos and clients of different versions: a change shows as a difference to the checked-in list.</summary>
public sealed class WireContractsTests
{
    private static readonly string ListPath = RepositoryRoot.Combine("tests", "RagQA.Tests", "Architecture", "wire-contracts.txt");

    [Fact]
    public void Contracts_AreThoseOfTheList()
    {
        var actual = string.Join('\n', Contracts()) + "\n";
        var listed = File.Exists(ListPath) ? File.ReadAllText(ListPath) : "";

        if (Environment.GetEnvironmentVariable("RAGQA_UPDATE_CONTRACTS") == "1")
        {
            File.WriteAllText(ListPath, actual);
            listed = actual;
        }

        Assert.Equal(listed, actual);
    }

    private static IEnumerable<string> Contracts() => typeof(Answer).Assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<AliasAttribute>() is not null)
        .OrderBy(t => t.GetCustomAttribute<AliasAttribute>()!.Alias, StringComparer.Ordinal)
        .SelectMany(t => t.IsInterface ? Methods(t) : Members(t));

    private static IEnumerable<string> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetCustomAttribute<IdAttribute>() is not null)
        .OrderBy(p => p.GetCustomAttribute<IdAttribute>()!.Id)
        .Select(p => $"{type.GetCustomAttribute<AliasAttribute>()!.Alias} {p.GetCustomAttribute<IdAttribute>()!.Id} {p.Name}: {Name(p.PropertyType)}");

    private static IEnumerable<string> Methods(Type type) => type.GetMethods()
        .OrderBy(m => m.Name, StringComparer.Ordinal)
        .Select(m => $"{type.GetCustomAttribute<AliasAttribute>()!.Alias}.{m.GetCustomAttribute<AliasAttribute>()?.Alias ?? "NO ALIAS"}"
            + $"({string.Join(", ", m.GetParameters().Select(p => Name(p.ParameterType)))}): {Name(m.ReturnType)}");

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
