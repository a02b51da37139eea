using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Diagnostics;

public class TargetDiagnosticsTests
{
    private const string Usings = "using SymbolicDiff;\nnamespace Demo;\n";

    [Fact]
    public void SD0001_type_is_not_partial() =>
        Run("public class Model { [Differentiable] public static double F(double x) => x; }",
            Expected("SD0001", "Model", "The type 'Model' must be partial, so that the derivatives of 'F' can stand beside it"));

    [Fact]
    public void SD0001_every_enclosing_type_is_named() =>
        Run("public static class Outer { public partial struct Middle { public record Inner { [Differentiable] public static double F(double x) => x; } } }",
            Expected("SD0001", "Outer", "'Outer' must be partial"),
            Expected("SD0001", "Inner", "'Inner' must be partial"));

    [Fact]
    public void SD0001_yields_to_a_pragma() =>
        Run("#pragma warning disable SD0001\npublic class Model { [Differentiable] public static double F(double x) => x; }");

    [Fact]
    public void SD0002_type_is_file_local() =>
        Run("file static partial class Model { [Differentiable] public static double F(double x) => x; }",
            Expected("SD0002", "Model", "'F' stands in the file-local type 'Model'"));

    [Theory]
    [InlineData("abstract partial class Model { [Differentiable] public abstract double F(double x); }", "abstract")]
    [InlineData("partial interface IModel { [Differentiable] double F(double x); }", "abstract")]
    [InlineData("partial class Model { [Differentiable, System.Runtime.InteropServices.DllImport(\"m\")] static extern double F(double x); }", "extern")]
    public void SD0003_method_has_no_body(string type, string kind) => Run("public " + type, Expected("SD0003", "F", $"'F' is {kind} and has no body"));

    [Fact]
    public void SD0003_partial_method_without_implementation() =>
        Run("public partial class Model { [Differentiable] partial void F(double x); }",
            Expected("SD0003", "F", "'F' is a partial method without an implementation"));

    [Theory]
    [InlineData("async System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; }", "async")]
    [InlineData("System.Collections.Generic.IEnumerable<double> F(double x) { yield return x; }", "an iterator")]
    public void SD0004_async_methods_and_iterators(string method, string kind) =>
        Run("public static partial class Model { [Differentiable] public static " + method + " }", Expected("SD0004", "F", $"'F' is {kind}"));

    [Theory]
    [InlineData("public static double G(double y) { return H(y); [Differentiable] static double H(double x) => x; }", "H", "'H' is a local function")]
    [InlineData("[Differentiable] public static double operator +(Model m, double x) => x;", "[Differentiable] public static double operator +(Model m, double x) => x;", "an operator")]
    [InlineData("public double P { [Differentiable] get => 1; }", "[Differentiable] get => 1;", "an accessor")]
    [InlineData("[Differentiable] double IModel.F(double x) => x;", "F", "an explicit interface implementation")]
    public void SD0005_not_an_ordinary_method(string member, string at, string message) =>
        Run("public interface IModel { double F(double x); }\npublic partial class Model : IModel { public double F(double x) => x; " + member + " }",
            Expected("SD0005", at, message));

    [Fact]
    public void SD0006_no_parameter_of_that_name() =>
        Run("public static partial class Model { [Differentiable(\"wieght\")] public static double F(double weight, double bias) => weight * bias; }",
            Expected("SD0006", "\"wieght\"", "'F' has no parameter 'wieght' to differentiate with respect to; did you mean 'weight'?"));

    [Fact]
    public void SD0006_makes_no_wild_guess() =>
        Run("public static partial class Model { [Differentiable(\"x\", \"temperature\")] public static double F(double x, double y) => x * y; }",
            Expected("SD0006", "\"temperature\"", "'F' has no parameter 'temperature' to differentiate with respect to"));

    [Fact]
    public void SD0007_parameter_carries_no_reals() =>
        Run("public static partial class Model { [Differentiable(nameof(x), nameof(n))] public static double F(double x, int n) => x * n; }",
            Expected("SD0007", "nameof(n)", "'F' cannot be differentiated with respect to 'n': its type 'int' carries no real numbers"));

    [Fact]
    public void SD0007_out_parameter() =>
        Run("public static partial class Model { [Differentiable(nameof(x), nameof(r))] public static double F(double x, out double r) => r = x; }",
            Expected("SD0007", "nameof(r)", "'F' cannot be differentiated with respect to 'r': an out parameter brings no value into the method"));

    [Fact]
    public void SD0008_parameter_is_named_twice() =>
        Run("public static partial class Model { [Differentiable(nameof(x), \"x\")] public static double F(double x) => x; }",
            Expected("SD0008", "\"x\"", "'F' names the parameter 'x' twice"));

    [Theory]
    [InlineData("int n")]
    [InlineData("System.Collections.Generic.Queue<double> queue")]
    [InlineData("System.TimeSpan time, string name, decimal money")]
    public void SD0009_no_parameter_carries_reals(string parameters) =>
        Run("public static partial class Model { [Differentiable] public static double F(" + parameters + ") => 1; }",
            Expected("SD0009", "Differentiable", "'F' has no parameter that carries real numbers"));

    [Theory]
    [InlineData("int F(double x) => (int)x", "int")]
    [InlineData("void F(double x) { _ = x; }", "void")]
    [InlineData("decimal F(double x) => (decimal)x", "decimal")]
    public void SD0010_no_real_result(string method, string type) =>
        Run("public static partial class Model { [Differentiable] public static " + method + (method.EndsWith('}') ? "" : ";") + " }",
            Expected("SD0010", "F", "'F' computes no real number: its result is '" + type + "'"));

    [Theory]
    [InlineData("System.Span<double> F(double[] x) => x;", "'Span<double>'")]
    [InlineData("(double, double?) F(double x) => (x, x);", "'(double, double?)'")]
    [InlineData("System.Numerics.Plane F(float x) => new(x, x, x, x);", "'Plane'")]
    [InlineData("void F(double x, out double[] y) => y = new[] { x };", "what it writes to its parameters")]
    [InlineData("ref double F(double[] x) => ref x[0];", "a reference to 'double'")]
    public void SD0011_result_type(string method, string result) =>
        Run("public static partial class Model { [Differentiable(\"x\")] public static " + method + " }",
            Expected("SD0011", "F", "The result of 'F', " + result + ", is not differentiated"));

    [Theory]
    [InlineData("System.Numerics.Plane", "Plane")]
    [InlineData("(double[,,], int)", "(double[,,], int)")]
    [InlineData("double?", "double?")]
    [InlineData("Settings", "Settings")]
    [InlineData("(double, double?)", "(double, double?)")]
    [InlineData("ref (double, int)", "ref (double, int)")]
    [InlineData("double[,,]", "double[,,]")]
    [InlineData("System.Span<double[]>", "Span<double[]>")]
    [InlineData("ref double[]", "ref double[]")]
    public void SD0012_parameter_type(string type, string shown) =>
        Run("public class Settings : System.Exception { public double Rate; }\npublic static partial class Model { [Differentiable(nameof(w))] public static double F(" + type + " w) => 1; }",
            Expected("SD0012", "nameof(w)", "'F' cannot be differentiated with respect to 'w' of type '" + shown + "'"));

    [Fact]
    public void SD0012_is_raised_for_parameters_that_nobody_named() =>
        Run("public class Settings : System.Exception { public double Rate; }\npublic static partial class Model { [Differentiable] public static double F(double x, Settings s) => x * s.Rate; }",
            Expected("SD0012", "Differentiable", "with respect to 's' of type 'Settings'"));

    [Theory]
    [InlineData("class Settings { private double rate = 1; public double Twice => 2 * rate; }", "Twice")]
    [InlineData("struct Settings { public double Rate { get; private set; } }", "Rate")]
    [InlineData("class Settings(double rate) { public double Rate { get; } = 2 * rate; }", "Rate")]
    [InlineData("struct Settings { public Settings(double rate) { if (rate < 0) rate = 0; Rate = rate; } public double Rate { get; } }", "Rate")]
    [InlineData("abstract class Settings { public double Rate; }", "Rate")]
    public void SD0026_type_that_cannot_be_made(string type, string member) =>
        Run("public " + type + "\npublic static partial class Model { [Differentiable(nameof(s))] public static double F(Settings s) => s." + member + "; }",
            Expected("SD0026", "nameof(s)", "'F' cannot be differentiated with respect to 's': a gradient is a new 'Settings'"));

    [Theory]
    [InlineData("s.Rate = 2;", "s.Rate")]
    [InlineData("s.Rate++;", "s.Rate")]
    [InlineData("(s.Rate, double y) = (2, 3);", "s.Rate")]
    [InlineData("Settings t = s; t.Rate *= 2;", "t.Rate")]
    [InlineData("ref double r = ref s.Rate; r = 3;", "s.Rate")]
    [InlineData("s.Set(2);", "Rate")]
    public void SD0115_object_is_changed(string statement, string place) =>
        Run("public class Settings { public double Rate; public void Set(double rate) => Rate = rate; }\npublic static partial class Model { [Differentiable] public static double F(Settings s) { "
            + statement + " return s.Rate; } }",
            Expected("SD0115", place, "'" + place + "' changes an object that the method is given, which others may know, too"));

    [Theory]
    [InlineData("class Settings { public double Rate; public virtual double Twice() => 2 * Rate; }", "s.Twice()", "SD0121", "s.Twice()")]
    [InlineData("class Settings { public double Rate; public virtual double Twice => 2 * Rate; }", "s.Twice", "SD0113", "s.Twice")]
    [InlineData("record Settings(double Rate) { protected Settings(Settings other) => Rate = 7; }", "(s with { }).Rate", "SD0113", "s with { }")]
    [InlineData("struct Settings { public double Raw; public double Rate { readonly get => Raw; set => Raw = 2 * value; } }", "s.Rate++", "SD0113", "s.Rate")]
    public void What_may_do_something_else_is_refused(string type, string value, string id, string at) =>
        Run("public " + type + "\npublic static partial class Model { [Differentiable] public static double F(double x, Settings s) => x * " + value + "; }",
            Expected(id, at, "'"));

    [Fact]
    public void SD0135_member_of_a_vector() =>
        Run("public static partial class Model { [Differentiable] public static float F(System.Numerics.Vector3 v) => System.Numerics.Vector3.Exp(v).X; }",
            Expected("SD0135", "System.Numerics.Vector3.Exp(v)", "'Vector3.Exp(Vector3)' is not differentiated; write it with the members of its type that are"));

    [Theory]
    [InlineData("double F(System.Collections.Generic.List<double> v) { v.Add(2); return v[0]; }", "SD0134", "v.Add(2)")]
    [InlineData("double F(System.Collections.Generic.List<double> v) { v[0] *= 2; return v[0]; }", "SD0027", "v")]
    [InlineData("double F(System.Collections.Generic.List<double> v) { v = new() { 1 }; return v[0]; }", "SD0134", "v = new() { 1 }")]
    public void Lists_that_are_given_are_read(string method, string id, string at) =>
        Run("public static partial class Model { [Differentiable] public static " + method + " }", Expected(id, at, "'"));

    [Theory]
    [InlineData("class Settings : Base { public new double Rate => 3; } public class Base { public double Rate; }")]
    [InlineData("class Settings { public double Rate; public System.Collections.Generic.List<double> Items = []; }")]
    public void SD0012_objects_that_are_not_taken_apart(string type) =>
        Run("public " + type + "\npublic static partial class Model { [Differentiable(nameof(s))] public static double F(Settings s) => s.Rate; }",
            Expected("SD0012", "nameof(s)", "'F' cannot be differentiated with respect to 's' of type 'Settings'"));

    [Fact]
    public void SD0027_array_inside_a_structure_is_written() =>
        Run("public struct Layer { public double[] W; }\npublic static partial class Model { [Differentiable] public static double F(Layer l) { l.W[0] *= 2; return l.W[0]; } }",
            Expected("SD0027", "l", "'F' writes to 'l.W', an array inside a parameter"));

    [Theory]
    [InlineData("double* p", "a pointer")]
    [InlineData("delegate*<int, int> p", "a pointer")]
    [InlineData("System.Text.SpanLineEnumerator p", "a ref struct")]
    public void SD0013_parameter_cannot_be_passed_on(string parameter, string kind) =>
        Run("public static unsafe partial class Model { [Differentiable] public static double F(double x, " + parameter + ") => x; }",
            Expected("SD0013", "p", $"The parameter 'p' of 'F' is {kind}"));

    [Fact]
    public void SD0014_derivative_is_not_emitted() =>
        Run("public static partial class Model { [Differentiable(Emit = Derivatives.Gradient | (Derivatives)256)] public static double F(double x) => x; }",
            Expected("SD0014", "Derivatives.Gradient | (Derivatives)256", "'F' asks for Derivatives.256, which is none; leave it out"));

    [Theory]
    [InlineData("double[] F(double x) => new[] { x };", "'double[]'")]
    [InlineData("void F(double x, out double y, out double z) => y = z = x;", "what it writes to its parameters")]
    public void SD0024_derivative_needs_a_single_real_result(string method, string result) =>
        Run("public static partial class Model { [Differentiable(\"x\", Emit = Derivatives.Hessian)] public static " + method + " }",
            Expected("SD0024", "Derivatives.Hessian", "'F' asks for Derivatives.Hessian, which is made for a single real result, but its result is " + result));

    [Fact]
    public void SD0024_storage_is_written_beside_the_real_result() =>
        Run("public static partial class Model { [Differentiable] public static void F(double[] x, out double s) { s = x[0]; x[0] = 2; } }",
            Expected("SD0024", "F", "but its result is what it writes to its parameters"));

    [Theory]
    [InlineData("Jacobian", "double[] F(double[] x, int n) { for (int i = 0; i < n; i++) x = new[] { x[0] * x[0], new System.Random().NextDouble() }; return x; }", "new System.Random()")]
    [InlineData("Hessian", "double F(double[] x) { double t = System.Random.Shared.NextDouble(); return t * x[0] * x[0]; }", "System.Random.Shared")]
    [InlineData("HessianDiagonal", "double F(double[] x) { counts[0]++; return x[0] * x[0]; } static int[] counts = new int[1];", "Demo.Model.counts")]
    [InlineData("HessianVectorProduct", "double F(double[] x) { System.GC.Collect(); x[0] *= scale; return x[0] * x[1]; } static double scale = 2;", "Demo.Model.scale")]
    public void SD0025_statements_would_be_followed_more_than_once(string derivative, string method, string what) =>
        Run("public static partial class Model { [Differentiable(\"x\", Emit = Derivatives." + derivative + ")] public static " + method + " }",
            Expected("SD0025", "F", "The derivative of 'F' would follow its statements more than once, but '" + what));

    [Fact]
    public void SD0015_arithmetic_that_is_none() =>
        Run("public static partial class Model { [Differentiable(Arithmetic = (Arithmetic)2)] public static double F(double x) => x; }",
            Expected("SD0015", "(Arithmetic)2", "'F' asks for Arithmetic 2, which is none"));

    [Fact]
    public void SD0032_arithmetic_of_the_project_that_is_none() => OfProject(
        "Quick",
        "public static partial class Model { [Differentiable] public static double F(double x) => x; }",
        Expected("SD0032", "", "The property SymbolicDiffArithmetic is 'Quick', which is none; use Exact or Fast"));

    [Theory]
    [InlineData("", "", false)]
    [InlineData("Exact", "", false)]
    [InlineData("fast", "", true)]
    [InlineData("Fast", "(Arithmetic = Arithmetic.Exact)", false)]
    [InlineData("Exact", "(Arithmetic = Arithmetic.Fast)", true)]
    public void The_projects_arithmetic_is_that_of_methods_that_name_none(string property, string attribute, bool isFast)
    {
        const string method = "public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += System.Math.Exp(x[i]); return s; }";
        GeneratorRun run = OfProject(property, "public static partial class Model { [Differentiable" + attribute + "] " + method + " }");
        Assert.Equal(isFast, run.Text.Contains("Lanes.Exp(", StringComparison.Ordinal));
    }

    private static GeneratorRun OfProject(string arithmetic, string source, params ExpectedDiagnostic[] expected) => GeneratorHarness.Run(
        new HarnessOptions { Properties = new Dictionary<string, string> { ["SymbolicDiffArithmetic"] = arithmetic } },
        ["using SymbolicDiff; namespace Demo; " + source],
        expected);

    [Theory]
    [InlineData("public static double FGradient(double x, double[] w) => 1;", "FGradient(double, double[])", "Demo.Model.FGradient(double, double[])")]
    [InlineData("public static double FGradient(in double y, double[] w) => 1;", null, null)]
    [InlineData("public static double FGradient<T>(double y, double[] w) => 1;", null, null)]
    [InlineData("public static int FGradient => 1;", "FGradient(double, double[])", "Demo.Model.FGradient")]
    [InlineData(
        "public static void FValueAndGradient(double x, double[] w, ref double g, System.Span<double> h) { }",
        "FValueAndGradient(double, double[], ref double, Span<double>)",
        "Demo.Model.FValueAndGradient(double, double[], ref double, System.Span<double>)")]
    public void SD0016_clash_with_a_member(string member, string? emitted, string? with) =>
        Run("public static partial class Model { " + member + " [Differentiable] public static double F(double x, double[] w) => x * w[0]; }",
            emitted is null ? [] : [Expected("SD0016", "F", $"The derivative '{emitted}' of 'F' clashes with '{with}'; rename one of them")]);

    [Fact]
    public void SD0016_clash_with_the_type_itself() =>
        Run("public static partial class FGradient { [Differentiable] public static double F(double x) => x; }",
            Expected("SD0016", "F", "The derivative 'FGradient(double)' of 'F' clashes with 'Demo.FGradient'"));

    [Fact]
    public void SD0017_two_derivatives_of_one_signature() =>
        Run("public static partial class Model {\n"
            + "[Differentiable(nameof(w))] public static double F(double[] w) => w[0];\n"
            + "[Differentiable(nameof(w))] public static double F(double[] w, System.Span<double> g) => w[0] * g[0]; }",
            Expected("SD0017", "F", "The derivative 'FValueAndGradient(double[], Span<double>)' of 'Demo.Model.F(double[])' has the same signature as that of 'Demo.Model.F(double[], System.Span<double>)'"),
            Expected("SD0017", "F", "The derivative 'FValueAndGradient(double[], Span<double>)' of 'Demo.Model.F(double[], System.Span<double>)' has the same signature as that of 'Demo.Model.F(double[])'"));

    [Fact]
    public void SD0017_across_names() =>
        Run("public static partial class Model {\n"
            + "[Differentiable] public static double F(double w) => w;\n"
            + "[Differentiable] public static double FValueAnd(double w) => w; }",
            Expected("SD0017", "F", "'FValueAndGradient(double)'"),
            Expected("SD0017", "FValueAnd", "'FValueAndGradient(double)'"));

    [Theory]
    [InlineData("Vjp", "static void FVjp(double[] x, double[] y, out double s, System.Span<double> a, double b, System.Span<double> c) => s = 0;", "FVjp(double[], double[], ref double, ReadOnlySpan<double>, double, Span<double>)", false)]
    [InlineData("Vjp", "static void FVjp(double[] x, double[] y, out double s, System.ReadOnlySpan<double> a, double b, System.Span<double> c) => s = 0;", "FVjp(double[], double[], ref double, ReadOnlySpan<double>, double, Span<double>)", true)]
    [InlineData("Jvp", "static void FJvp(double[] x, double[] y, out double s, System.ReadOnlySpan<double> a, System.Span<double> b, out double c) => s = c = 0;", "FJvp(double[], double[], ref double, ReadOnlySpan<double>, Span<double>, ref double)", true)]
    public void SD0016_clash_with_the_products_of_what_is_written(string form, string member, string emitted, bool clashes) =>
        Run("public static partial class Model { " + member + " [Differentiable(Emit = Derivatives." + form + ")] "
            + "public static void F(double[] x, double[] y, out double s) { y[0] = x[0]; s = x[1]; } }",
            clashes ? [Expected("SD0016", "F", $"The derivative '{emitted}' of 'F' clashes with")] : []);

    [Fact]
    public void SD0017_products_of_what_two_methods_write() =>
        Run("public static partial class Model {\n"
            + "[Differentiable(nameof(x), Emit = Derivatives.Vjp)] public static void F(double[] x, double[] y) { y[0] = x[0]; }\n"
            + "[Differentiable(nameof(x), Emit = Derivatives.Vjp)] public static void F(double[] x, double[] y, System.ReadOnlySpan<double> z) { x[0] *= y[0] * z[0]; } }",
            Expected("SD0017", "F", "The derivative 'FVjp(double[], double[], ReadOnlySpan<double>, Span<double>)' of 'Demo.Model.F(double[], double[])' has the same signature"),
            Expected("SD0017", "F", "The derivative 'FVjp(double[], double[], ReadOnlySpan<double>, Span<double>)'"));

    private static void Run(string source, params ExpectedDiagnostic[] expected) => GeneratorHarness.Run(Usings + source, expected);
}
