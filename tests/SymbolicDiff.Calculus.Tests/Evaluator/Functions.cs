using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>The primitives that are methods of Math and MathF, or statics of double and float, found as C# finds them: by name and by the operands' types.</summary>
internal static class Functions
{
    private static readonly ConcurrentDictionary<(string, Type, Type?, Type?), MethodInfo> Found = new();

    public static object? Call(Primitive primitive, object?[] operands)
    {
        Type?[] types = [.. operands.Select(operand => operand!.GetType())];
        var key = (primitive.Text, types[0]!, types.ElementAtOrDefault(1), types.ElementAtOrDefault(2));
        MethodInfo method = Found.GetOrAdd(key, _ => Find(primitive, types!));
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < operands.Length; i++)
            if (parameters[i].ParameterType.IsEnum && operands[i] is int) operands[i] = Enum.ToObject(parameters[i].ParameterType, operands[i]!);
        object? value = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, operands, null);
        return value is ITuple tuple ? tuple[IndexOfElement(primitive, method)] : value;
    }

    private static int IndexOfElement(Primitive primitive, MethodInfo method)
    {
        string element = primitive.Name[(primitive.Name.IndexOf('.') + 1)..];
        return method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames.IndexOf(element);
    }

    private static MethodInfo Find(Primitive primitive, Type[] types)
    {
        Type home = primitive.IsStaticOfNumber ? types[0] : types[0] == typeof(float) ? typeof(MathF) : typeof(Math);
        return Overload(home, primitive.Text, types, IsSame)
            ?? Overload(typeof(Math), primitive.Text, types, IsSame)
            ?? Overload(home, primitive.Text, types, IsSameOrEnumeration)
            ?? throw new MalformedProgramException($"No method {primitive.Text}({string.Join(", ", types.Select(type => type.Name))}).");
    }

    private static MethodInfo? Overload(Type home, string name, Type[] types, Func<Type, Type, bool> takes) =>
        home.GetMethods().SingleOrDefault(method => method.Name == name
            && method.GetParameters() is var parameters && parameters.Length == types.Length
            && parameters.Zip(types).All(pair => takes(pair.First.ParameterType, pair.Second)));

    private static bool IsSame(Type parameter, Type operand) => parameter == operand;

    private static bool IsSameOrEnumeration(Type parameter, Type operand) => parameter == operand || parameter.IsEnum && operand == typeof(int);
}
