using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>Loops that are undone iteration by iteration, and loops that must not be.</summary>
public class FusionTests
{
    [Fact]
    public void A_sum_that_is_returned_is_fused() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(Sin(x.At(i)))));
        return sum;
    });

    [Fact]
    public void A_scaled_mean_and_a_penalty_are_fused_each() => Check(2, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scale = code.Real("scale");
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i)) * scale));
        Variable penalty = code.Local("penalty", 0.0);
        code.For("i", 0, x.Length, i => code.Decrease(penalty, x.At(i) * x.At(i)));
        return sum / x.Length.To(ValueType.Double) - 0.5 * penalty;
    });

    [Fact]
    public void Inner_loops_and_branches_record_within_the_iteration() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable product = code.Local("product", 1.0);
            code.For("j", Constant.Of(0), i, j => code.Set(product, product * Sin(x.At(j))), inclusive: true);
            Variable kept = code.Local("kept", 0.0);
            code.If(product.IsGreater(0.1), () =>
            {
                Variable inner = code.Local("inner", Exp(product));
                code.Set(kept, inner * inner);
            });
            code.Increase(sum, kept * x.At(i));
        });
        return sum;
    });

    [Fact]
    public void A_local_array_of_the_iteration_is_undone_in_it() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable row = code.New("row", Code.Doubles, x.Length);
            code.For("j", 0, x.Length, j => code.Set(row.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(sum, row.At(j) * row.At(j)));
        });
        return sum;
    });

    [Fact]
    public void A_sum_under_a_logarithm_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        return Call("log", sum);
    });

    [Fact]
    public void A_sum_that_the_loop_reads_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.5);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(sum) * x.At(i)));
        return sum;
    });

    [Fact]
    public void A_sum_that_is_read_between_two_loops_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        Variable half = code.Local("half", sum * sum);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        return sum + half;
    });

    [Fact]
    public void A_sum_that_is_set_again_is_not_fused() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        Variable first = code.Local("first", 2.0 * sum);
        code.Set(sum, Constant.Of(0.0));
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        Variable other = code.Local("other", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(other, Exp(x.At(i)) * x.At(i)));
        return sum + first + other;
    });

    [Fact]
    public void What_the_loop_reads_and_later_code_changes_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable a = code.Real("a");
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i)) * a));
        code.Set(a, a * a);
        return sum + a;
    });

    [Fact]
    public void Storage_that_the_loop_writes_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable y = code.New("y", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(y.At(i), Sin(x.At(i)));
            code.Increase(sum, y.At(i) * x.At(0));
        });
        return sum + y.At(1);
    });

    [Fact]
    public void Storage_that_is_changed_after_the_loop_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        code.Set(x.At(0), x.At(1) * x.At(2));
        return sum + x.At(0);
    });

    [Fact]
    public void A_scalar_that_crosses_the_iterations_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable state = code.Local("state", 0.25);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(state, Sin(state * x.At(i)));
            code.Increase(sum, state);
        });
        return sum;
    });

    [Fact]
    public void A_condition_may_read_the_sum() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.If(sum.IsLess(1.0), () => code.Increase(sum, Exp(x.At(i)))));
        return 3.0 * sum;
    });

    /// <summary>The gradient is that of differences, with and without simplification, and so many loops are fused.</summary>
    private static void Check(int fused, Func<Code, Expression> write)
    {
        var code = new Code();
        Function primal = code.Returns(write(code));
        EquatableArray<Variable> independents = primal.Parameters.Select(parameter => parameter.Variable).ToEquatableArray();
        object?[] arguments = [.. primal.Parameters.Select(parameter => parameter.Variable.Type is StorageType ? new[] { 0.7, -0.4, 1.3, 0.2 } : (object)1.75)];
        int components = arguments.Sum(argument => argument is double[] array ? array.Length : 1);
        double[] expected = [.. Enumerable.Range(0, components).Select(Slope)];
        foreach (Function gradient in new[] { Gradients.Unsimplified(primal, independents), Gradients.Simplified(primal, independents) })
            Differences.AssertNear(expected, Gradients.Run(primal, gradient, independents, arguments).Gradient, 1e-7, gradient);

        Function raw = Gradients.Unsimplified(primal, independents);
        Assert.Equal(LoopsOf(primal) * 2 - fused, LoopsOf(raw));

        double Slope(int component)
        {
            double[] direction = [.. Enumerable.Range(0, components).Select(i => i == component ? 1.0 : 0.0)];
            return Differences.Along(primal, independents, EquatableArray<Variable>.Empty, arguments, direction, 1e-3)[0];
        }
    }

    private static int LoopsOf(Function function) => function.Body.Statements.Count(statement => statement is For);
}
