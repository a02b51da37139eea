using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>The real numbers inside a value of any shape, in the order of the contract: row by row, field by field.</summary>
public static class Reals
{
    public static bool AreIn(Type type)
    {
        if (type.IsByRef) return AreIn(type.GetElementType()!);
        if (type == typeof(double) || type == typeof(float) || type == typeof(List<double>)) return true;
        if (type.IsArray) return AreIn(type.GetElementType()!);
        if (ElementOfSpan(type) is { } element) return AreIn(element);
        return IsAggregate(type) && Fields(type).Any(field => field.FieldType != type && AreIn(field.FieldType));
    }

    public static Type? ElementOfSpan(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>))
            ? type.GetGenericArguments()[0]
            : null;

    public static double[] Of(object? value)
    {
        var reals = new List<double>();
        Collect(value, reals);
        return [.. reals];
    }

    /// <summary>A deep copy.</summary>
    public static object? Copy(object? value) => Map(value, real => real);

    /// <summary>A deep copy with other reals.</summary>
    public static object? Replace(object? value, Func<double> next) => Map(value, _ => next());

    private static void Collect(object? value, List<double> reals)
    {
        switch (value)
        {
            case double real: reals.Add(real); break;
            case float real: reals.Add(real); break;
            case Array array: foreach (object? element in array) Collect(element, reals); break;
            case List<double> list: reals.AddRange(list); break;
            case not null when IsAggregate(value.GetType()):
                foreach (FieldInfo field in Fields(value.GetType())) Collect(field.GetValue(value), reals);
                break;
        }
    }

    private static object? Map(object? value, Func<double, double> map)
    {
        switch (value)
        {
            case double real: return map(real);
            case float real: return (float)map(real);
            case Array array: return MapArray(array, map);
            case List<double> list: return list.ConvertAll(real => map(real));
            case not null when IsAggregate(value.GetType()):
                object copy = value.GetType().IsValueType ? RuntimeHelpers.GetObjectValue(value) : RuntimeHelpers.GetUninitializedObject(value.GetType());
                foreach (FieldInfo field in Fields(value.GetType())) field.SetValue(copy, Map(field.GetValue(value), map));
                return copy;
            default: return value;
        }
    }

    private static Array MapArray(Array array, Func<double, double> map)
    {
        var copy = (Array)array.Clone();
        int[] index = new int[array.Rank];
        for (int flat = 0; flat < array.Length; flat++)
        {
            int rest = flat;
            for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
            {
                index[dimension] = rest % array.GetLength(dimension);
                rest /= array.GetLength(dimension);
            }

            copy.SetValue(Map(array.GetValue(index), map), index);
        }

        return copy;
    }

    /// <summary>Structures, and the classes of this project's own.</summary>
    public static bool IsAggregate(Type type) => type is { IsPrimitive: false, IsEnum: false, IsArray: false } && type != typeof(decimal)
        && (type.IsValueType || type is { IsClass: true, Namespace: { } space } && space.StartsWith("SymbolicDiff.Behavior.Tests", StringComparison.Ordinal));

    /// <summary>Those that are inherited first.</summary>
    public static FieldInfo[] Fields(Type type) =>
    [
        .. type is { IsValueType: false, BaseType: { } inherited } && inherited != typeof(object) ? Fields(inherited) : [],
        .. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly),
    ];
}
