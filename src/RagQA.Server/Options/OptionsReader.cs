using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace RagQA.Server.Options;

/// <summary>
/// Reads options from configuration. Unlike the framework's binder it goes on after a mistake, and a name that no option has
/// is one: a misspelt option would otherwise be its default in silence.
/// </summary>
internal sealed class OptionsReader
{
    private readonly List<string> _mistakes = [];

    /// <summary>What was wrong, each with its path.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <param name="section">Where the options are.</param>
    /// <param name="target">What they go into.</param>
    /// <param name="others">Sections in it that belong to somebody else.</param>
    public void Read(IConfigurationSection section, object target, params string[] others)
    {
        var properties = target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }).ToArray();
        foreach (var child in section.GetChildren().Where(c => !others.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (Array.Find(properties, p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                ReadProperty(child, target, property);
            }
            else
            {
                _mistakes.Add($"{child.Path} is no option. There are {string.Join(", ", properties.Select(p => p.Name))}.");
            }
        }

        foreach (var property in properties)
        {
            var results = new List<ValidationResult>();
            var context = new ValidationContext(target) { MemberName = property.Name, DisplayName = $"{section.Path}:{property.Name}" };
            if (!Validator.TryValidateValue(property.GetValue(target)!, context, results, property.GetCustomAttributes<ValidationAttribute>()))
            {
                _mistakes.AddRange(results.Select(r => r.ErrorMessage!));
            }
        }
    }

    private void ReadProperty(IConfigurationSection section, object target, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string[]))
        {
            property.SetValue(target, section.GetChildren().Select(c => c.Value ?? "").ToArray());
        }
        else if (type == typeof(Dictionary<string, string>))
        {
            property.SetValue(target, section.GetChildren().ToDictionary(c => c.Key, c => c.Value ?? ""));
        }
        else if (type.IsClass && type != typeof(string))
        {
            var nested = property.GetValue(target) ?? Activator.CreateInstance(type)!;
            property.SetValue(target, nested);
            Read(section, nested);
        }
        else
        {
            try
            {
                property.SetValue(target, TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, section.Value ?? ""));
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                // The value itself is not shown: it may be a password at the wrong place.
                _mistakes.Add($"{section.Path} must be {Kind(type)}.");
            }
        }
    }

    private static string Kind(Type type) => type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:00:05"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : "a number";
}
