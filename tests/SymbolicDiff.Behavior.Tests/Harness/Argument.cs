using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Makes arguments from the text in attributes. Spans are held as arrays.</summary>
public static class Argument
{
    public static object? Parse(Type type, object? given)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        if (Reals.ElementOfSpan(type) is { } element) type = element.MakeArrayType();
        if (given is null || type.IsInstanceOfType(given)) return given;
        if (type.IsArray) return ParseArray(type, (string)given);
        if (type == typeof(List<double>)) return new List<double>(ParseReals((string)given));
        return given is string text && Reals.IsAggregate(type) ? ParseComposite(type, text) : ParseScalar(type, given);
    }

    /// <summary>The fields in their order: words, or, where arrays are among them, parts with <c>|</c> in between.</summary>
    private static object ParseComposite(Type type, string text)
    {
        var words = new Queue<string>(text.Contains('|', StringComparison.Ordinal) ? text.Split('|', StringSplitOptions.TrimEntries) : Words(text));
        return Take(type);

        object Take(Type part)
        {
            object made = RuntimeHelpers.GetUninitializedObject(part);
            foreach (FieldInfo field in Reals.Fields(part))
                field.SetValue(made, Reals.IsAggregate(field.FieldType) ? Take(field.FieldType) : Parse(field.FieldType, words.Dequeue()));
            return made;
        }
    }

    public static double ParseReal(string text) => text switch
    {
        "∞" => double.PositiveInfinity,
        "-∞" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public static double[] ParseReals(string text) => [.. Words(text).Select(ParseReal)];

    /// <summary>Takes as many of the reals as the parameter needs; an array takes what <paramref name="count"/> says.</summary>
    public static object Take(Type type, Queue<double> reals, int count, int rows)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        if (Reals.ElementOfSpan(type) is { } spanned) type = spanned.MakeArrayType();
        if (type == typeof(double)) return reals.Dequeue();
        if (type == typeof(float)) return (float)reals.Dequeue();
        if (Reals.IsAggregate(type))
        {
            object made = RuntimeHelpers.GetUninitializedObject(type);
            foreach (FieldInfo field in Reals.Fields(type)) field.SetValue(made, Take(field.FieldType, reals, count, rows));
            return made;
        }

        Type element = type.GetElementType()!;
        var array = type.GetArrayRank() == 2
            ? Array.CreateInstance(element, rows, count / rows)
            : Array.CreateInstance(element, element.IsArray ? rows : count);
        for (int i = 0; i < array.Length; i++)
        {
            object item = Take(element, reals, count / rows, 1);
            if (array.Rank == 2) array.SetValue(item, i / array.GetLength(1), i % array.GetLength(1));
            else array.SetValue(item, i);
        }

        return array;
    }

    private static object ParseScalar(Type type, object given)
    {
        if (type.IsEnum) return given is string name ? Enum.Parse(type, name) : Enum.ToObject(type, given);
        if (given is string text && (type == typeof(double) || type == typeof(float)))
            return type == typeof(double) ? ParseReal(text) : (object)(float)ParseReal(text);
        return Convert.ChangeType(given, Nullable.GetUnderlyingType(type) ?? type, CultureInfo.InvariantCulture);
    }

    private static Array ParseArray(Type type, string text)
    {
        Type element = type.GetElementType()!;
        if (type.GetArrayRank() == 2)
        {
            string[][] rows = [.. Reals.IsAggregate(element) ? text.Split('/').Select(Rows) : Rows(text).Select(Words)];
            var matrix = Array.CreateInstance(element, rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
            for (int i = 0; i < matrix.GetLength(0); i++)
                for (int j = 0; j < matrix.GetLength(1); j++) matrix.SetValue(Parse(element, rows[i][j]), i, j);
            return matrix;
        }

        string[] parts = element.IsArray ? Reals.IsAggregate(element.GetElementType()!) ? text.Split('/') : Rows(text)
            : Reals.IsAggregate(element) ? Rows(text) : Words(text);
        var array = Array.CreateInstance(element, parts.Length);
        for (int i = 0; i < parts.Length; i++) array.SetValue(Parse(element, parts[i]), i);
        return array;
    }

    private static string[] Rows(string text) => text.Split(';');

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
