using System.Numerics;
using System.Reflection;
using SymbolicDiff.Generators.Pipeline;
using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Diagnostics;

/// <summary>Type parameters that stand for reals: what their constraints have to say.</summary>
public class GenericRealTests
{
    private static readonly Type[] Interfaces =
    [
        typeof(INumberBase<double>), typeof(INumber<double>), typeof(IExponentialFunctions<double>), typeof(ILogarithmicFunctions<double>), typeof(IPowerFunctions<double>),
        typeof(IRootFunctions<double>), typeof(ITrigonometricFunctions<double>), typeof(IHyperbolicFunctions<double>), typeof(IFloatingPoint<double>),
        typeof(IFloatingPointIeee754<double>),
    ];

    [Fact]
    public void The_derivative_names_the_constraint_that_it_lacks() => Run(
        "public static T F<T>(T x, T y) where T : IPowerFunctions<T>, IFloatingPointConstants<T> => T.Pow(x, y);",
        Expected("SD0034", "F", "The derivative of 'F' needs 'Log', which the constraints of 'T' do not give it; add the constraint ILogarithmicFunctions<T>"));

    [Fact]
    public void Comparisons_are_of_numbers() => Run(
        "public static T F<T>(T x) where T : IRootFunctions<T> => T.Abs(x);", Expected("SD0034", "F", "add the constraint INumber<T>"));

    [Fact]
    public void Numbers_may_be_whole() => Run(
        "public static T F<T>(T x) where T : INumber<T> => x * x;",
        Expected("SD0139", "Differentiable", "'T' may stand for whole or complex numbers; add the constraint IFloatingPoint<T>"));

    [Fact]
    public void So_may_numbers_in_arrays() => Run(
        "public static double F<T>(T[] x) where T : INumber<T> => x.Length;", Expected("SD0139", "Differentiable", "'T' may stand for whole or complex numbers"));

    [Fact]
    public void A_conversion_that_saturates_is_not_followed() => Run(
        "public static T F<T>(double x) where T : IFloatingPoint<T> => T.CreateSaturating(x);", Expected("SD0131", "T.CreateSaturating(x)", "CreateSaturating"));

    /// <summary>The table of the interfaces, by those of the library.</summary>
    [Fact]
    public void Every_function_is_in_the_interface_that_the_message_names()
    {
        foreach (Type type in Interfaces)
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsFunction))
                Assert.Equal(type.Name.Split('`')[0], GenericMembers.Of(method.Name == "Ieee754Remainder" ? "IEEERemainder" : method.Name));
    }

    private static bool IsFunction(MethodInfo method) =>
        Calculus.Ir.Primitive.All.Values.Any(primitive => primitive.Form == Calculus.Ir.PrimitiveForm.Function && primitive.Text == method.Name);

    private static void Run(string method, params ExpectedDiagnostic[] expected) => GeneratorHarness.Run(
        "using System;\nusing System.Numerics;\nusing SymbolicDiff;\npublic static partial class Model {\n[Differentiable] " + method + " }", expected);
}
