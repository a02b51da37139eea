using System.Globalization;
using System.Reflection;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>A public method that takes or gives reals, and a differentiable method that calls it.</summary>
/// <param name="Method">The method of the framework.</param>
/// <param name="Of">What stands for its type parameter, if it has one.</param>
/// <param name="Number">Distinguishes the methods.</param>
internal sealed record RealMethod(MethodInfo Method, string? Of, int Number)
{
    private static readonly string[] Names = ["x", "y", "z"];

    /// <summary>All of Math, MathF, double and float, as the running framework has them.</summary>
    public static IReadOnlyList<RealMethod> All { get; } =
    [
        .. new[] { typeof(Math), typeof(MathF), typeof(double), typeof(float) }
            .SelectMany(home => home.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(TakesOrGivesReals)
            .OrderBy(method => method.DeclaringType!.Name, StringComparer.Ordinal).ThenBy(method => method.ToString(), StringComparer.Ordinal)
            .SelectMany(method => TypeArguments(method).Select(argument => (method, argument)))
            .Select((pair, number) => new RealMethod(pair.method, pair.argument, number)),
    ];

    public string Name => "F" + Number.ToString(CultureInfo.InvariantCulture);

    public bool IsSingle => Method.DeclaringType == typeof(float) || Method.DeclaringType == typeof(MathF)
        || Method.GetParameters().Any(parameter => parameter.ParameterType == typeof(float));

    /// <summary>Whether values have few digits.</summary>
    public bool IsCoarse => IsSingle || Of == "float";

    /// <summary>Whether values have very few digits.</summary>
    public bool IsEstimate => Method.Name is "ReciprocalEstimate" or "ReciprocalSqrtEstimate";

    /// <summary>The differentiable method on one line.</summary>
    public string Source
    {
        get
        {
            string real = IsSingle ? "float" : "double";
            return $"[Differentiable] public static {real} {Name}({real} x, {real} y, {real} z) {{ {Use} return x * y * z * factor; }}";
        }
    }

    public override string ToString() => Method.DeclaringType!.Name + "." + Method + (Of is null ? "" : " of " + Of);

    private static bool TakesOrGivesReals(MethodInfo method) =>
        method.IsStatic
            ? method.IsGenericMethod || method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(IsReal)
            : IsReal(method.DeclaringType!);

    private static bool IsReal(Type type) =>
        type == typeof(double) || type == typeof(float) || type.HasElementType && IsReal(type.GetElementType()!)
        || type.IsGenericType && type.GenericTypeArguments.Any(IsReal);

    private static IEnumerable<string?> TypeArguments(MethodInfo method) =>
        !method.IsGenericMethod ? [null] : method.Name.StartsWith("Create", StringComparison.Ordinal) ? ["double", "float", "int"] : ["int"];

    private string Use
    {
        get
        {
            Type result = Method.ReturnType;
            if (IsReal(result) && result.IsGenericType) return $"var pair = {Call}; var factor = pair.Item1 * pair.Item2;";
            if (IsReal(result)) return $"var factor = {Call};";
            if (result == typeof(bool)) return $"var factor = {Call} ? 2 : 3;";
            return result == typeof(string) ? $"var factor = {Call}.Length;" : $"var factor = (int){Call};";
        }
    }

    private string Call
    {
        get
        {
            string home = Method.DeclaringType!.Name switch { "Double" => "double", "Single" => "float", var name => name };
            int reals = Method.IsStatic ? 0 : 1;
            string[] arguments = [.. Method.GetParameters().Select((parameter, i) => Argument(parameter, ref reals))];
            if (Method.IsSpecialName) return "(" + arguments[0] + Operator + arguments[1] + ")";
            return (Method.IsStatic ? home : "x") + "." + Method.Name + (Of is null ? "" : "<" + Of + ">") + "(" + string.Join(", ", arguments) + ")";
        }
    }

    private string Operator => Method.Name switch
    {
        "op_Equality" => " == ",
        "op_Inequality" => " != ",
        "op_LessThan" => " < ",
        "op_LessThanOrEqual" => " <= ",
        "op_GreaterThan" => " > ",
        "op_GreaterThanOrEqual" => " >= ",
        _ => throw new InvalidOperationException("Unknown operator " + Method),
    };

    private string Argument(ParameterInfo parameter, ref int reals)
    {
        Type type = parameter.ParameterType;
        if (type.IsByRef) return "out _";
        if (IsReal(type)) return Names[reals++];
        if (type.IsGenericMethodParameter) return Of == "int" ? "7" : "(" + Of + ")" + Names[reals++];
        if (type == typeof(object)) return "(object?)null";
        if (type == typeof(Span<char>)) return "stackalloc char[99]";
        if (type == typeof(Span<byte>)) return "stackalloc byte[99]";
        if (type == typeof(ReadOnlySpan<byte>)) return "System.Text.Encoding.UTF8.GetBytes(\"1.5\")";
        if (type == typeof(ReadOnlySpan<char>)) return "\"1.5\".AsSpan()";
        if (type == typeof(string)) return Method.Name == "ToString" ? "\"R\"" : "\"1.5\"";
        if (type == typeof(NumberStyles)) return "NumberStyles.Float";
        if (type == typeof(IFormatProvider)) return "CultureInfo.InvariantCulture";
        if (type == typeof(MidpointRounding)) return "MidpointRounding.ToEven";
        if (type == typeof(int)) return Method.Name == "Round" ? "0" : "2";
        throw new InvalidOperationException($"No argument for {parameter} of {Method}");
    }
}
