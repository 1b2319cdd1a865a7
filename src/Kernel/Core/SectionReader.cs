using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TellerLine.Kernel.Core;

/// <summary>
/// Reads a section into a record, telling every unknown key and unfitting value at once; the binder alone stops at the
/// first.
/// </summary>
internal static class SectionReader
{
    public static (T Options, IReadOnlyList<ConfigurationFault> Faults) Read<T>(IConfigurationSection section)
        where T : class, new()
    {
        List<ConfigurationFault> faults = [];
        Dictionary<string, string?> good = [];
        Walk(section, typeof(T), faults, good);
        var clean = new ConfigurationBuilder().AddInMemoryCollection(good).Build();
        return (clean.GetSection(section.Path).Get<T>() ?? new T(), faults);
    }

    private static void Walk(
        IConfigurationSection section, Type type, List<ConfigurationFault> faults, Dictionary<string, string?> good)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsLeaf(type))
            Leaf(section, type, faults, good);
        else if (ElementOf(type) is { } element)
            foreach (var child in section.GetChildren())
                Walk(child, element, faults, good);
        else
            Record(section, type, faults, good);
    }

    private static void Record(
        IConfigurationSection section, Type type, List<ConfigurationFault> faults, Dictionary<string, string?> good)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToList();
        foreach (var child in section.GetChildren())
        {
            if (known.Find(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
                Walk(child, property.PropertyType, faults, good);
            else
                faults.Add(
                    new ConfigurationFault(
                        child.Path, "an unknown key", "one of " + string.Join(", ", known.Select(p => p.Name))));
        }
        if (!string.IsNullOrEmpty(section.Value))
            faults.Add(new ConfigurationFault(section.Path, $"\"{section.Value}\"", "a section"));
    }

    private static void Leaf(
        IConfigurationSection section, Type type, List<ConfigurationFault> faults, Dictionary<string, string?> good)
    {
        if (section.GetChildren().Any())
            faults.Add(new ConfigurationFault(section.Path, "a section", Describe(type)));
        else if (section.Value is { } value && Fits(value, type))
            good[section.Path] = value;
        else if (section.Value is { } wrong)
            faults.Add(new ConfigurationFault(section.Path, $"\"{wrong}\"", Describe(type)));
    }

    private static bool Fits(string value, Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);
        try
        {
            return type == typeof(string)
                || TypeDescriptor.GetConverter(type)
                .ConvertFromString(null, CultureInfo.InvariantCulture, value) is not null;
        }
        catch (Exception e) when (
            e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(TimeSpan)
        || type == typeof(Uri)
        || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || type == typeof(Guid);

    /// <summary>The element of a list, or the value of a dictionary by text.</summary>
    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        var faces = type.GetInterfaces().Append(type).Where(t => t.IsGenericType).ToList();
        return faces.Find(t => t.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))?.GetGenericArguments()[1]
            ?? faces.Find(t => t.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    private static string Describe(Type type) =>
        type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(TimeSpan) ? "a duration (hh:mm:ss)"
        : "a value of " + type.Name;
}
