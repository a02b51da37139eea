using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SymbolicDiff.Mutation;

/// <summary>Tests run by reflection, without a runner.</summary>
internal static class TestMethods
{
    /// <summary>The tests of a class.</summary>
    public static IEnumerable<MethodInfo> Of(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null });

    /// <summary>Runs a test with all its rows: what it throws first, whatever that is; null where it passes.</summary>
    public static Exception? Failure(MethodInfo test)
    {
        try
        {
            IEnumerable<object?[]> rows = test.IsDefined(typeof(TheoryAttribute)) ? test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test)) : [[]];
            foreach (object?[] row in rows) Run(test, row);
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private static void Run(MethodInfo test, object?[] row)
    {
        object? instance = test.IsStatic ? null : Instance(test.DeclaringType!);
        object?[] arguments = [.. test.GetParameters().Select((parameter, i) => Argument(parameter, row.AsSpan(Math.Min(i, row.Length))))];
        if (test.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task) task.GetAwaiter().GetResult();
        (instance as IDisposable)?.Dispose();
    }

    private static object Instance(Type type) =>
        type.GetConstructor([typeof(ITestOutputHelper)]) is { } withOutput ? withOutput.Invoke([new Silence()]) : Activator.CreateInstance(type)!;

    private static object? Argument(ParameterInfo parameter, ReadOnlySpan<object?> rest)
    {
        Type type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(ParamArrayAttribute)) && !(rest.Length == 1 && type.IsInstanceOfType(rest[0])))
        {
            var several = Array.CreateInstance(type.GetElementType()!, rest.Length);
            for (int i = 0; i < rest.Length; i++) several.SetValue(Fitting(rest[i], type.GetElementType()!), i);
            return several;
        }

        return rest.IsEmpty ? parameter.DefaultValue : Fitting(rest[0], type);
    }

    private static object? Fitting(object? value, Type type) =>
        value is IConvertible && !type.IsInstanceOfType(value) && type.IsPrimitive ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : value;

    private sealed class Silence : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }
}
