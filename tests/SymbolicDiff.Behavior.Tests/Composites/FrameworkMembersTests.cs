using System.Numerics;
using System.Reflection;

namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>The definitions that the generator expands, compared with the framework's members.</summary>
public sealed class FrameworkMembersTests
{
    private const int Points = 3000;

    private static readonly Dictionary<string, Type> Homes = new[]
    {
        typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Matrix3x2), typeof(Matrix4x4), typeof(Complex),
    }.ToDictionary(type => type.Name + "Members");

    public static TheoryData<string> Definitions => [.. All.Select(method => method.DeclaringType!.Name + ": " + method)];

    private static IEnumerable<MethodInfo> All => typeof(FrameworkMembersTests).Assembly.GetTypes()
        .Where(type => type.Namespace == "SymbolicDiff.Framework").OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public));

    [Theory]
    [MemberData(nameof(Definitions))]
    public void ADefinitionGivesTheBitsOfItsMember(string name)
    {
        MethodInfo definition = All.Single(method => method.DeclaringType!.Name + ": " + method == name);
        Func<object?[], object?> member = Member(definition);
        var random = new Random(1);
        Type[] types = [.. definition.GetParameters().Select(parameter => parameter.ParameterType)];
        for (int i = 0; i < Points; i++)
        {
            bool areZeros = i % 8 == 0;
            object?[] arguments = [.. types.Select(type => Any(type, random, areZeros))];
            Comparison.AssertSameBits(member(arguments), definition.Invoke(null, arguments), name, arguments);
        }
    }

    private static Func<object?[], object?> Member(MethodInfo definition)
    {
        Type home = Homes[definition.DeclaringType!.Name];
        Type[] types = [.. definition.GetParameters().Select(parameter => parameter.ParameterType)];
        if (definition.Name == "New") return home.GetConstructor(types)!.Invoke;
        if (definition.Name.StartsWith("get_", StringComparison.Ordinal) && home.GetField(definition.Name[4..]) is { IsStatic: true } constant) return _ => constant.GetValue(null);
        MethodInfo? found = home.GetMethods(BindingFlags.Static | BindingFlags.Public).SingleOrDefault(method => method.Name == definition.Name
            && method.ReturnType == definition.ReturnType && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types));
        if (found is not null) return arguments => found.Invoke(null, arguments);
        MethodInfo instance = home.GetMethod(definition.Name, types[1..])!;
        return arguments => instance.Invoke(arguments[0], arguments[1..]);
    }

    private static object Any(Type type, Random random, bool isZero)
    {
        if (type == typeof(double)) return isZero ? Zero(random) : Real(random);
        if (type == typeof(float)) return (float)(isZero ? Zero(random) : Real(random));
        if (type == typeof(int)) return random.Next(-100, 100);
        if (type == typeof(long)) return random.NextInt64();
        object made = Activator.CreateInstance(type)!;
        foreach (FieldInfo field in Reals.Fields(type)) field.SetValue(made, Any(field.FieldType, random, isZero));
        return made;
    }

    private static double Zero(Random random) => random.Next(4) == 0 ? 0 : -0.0;

    private static double Real(Random random) => random.Next(30) switch
    {
        0 => 0,
        1 => -0.0,
        2 => double.NaN,
        3 => double.PositiveInfinity,
        4 => double.NegativeInfinity,
        5 => 1e-42,
        6 => 3e38,
        _ => (random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-3, 4)),
    };
}
