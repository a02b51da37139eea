using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>What the primal sweep records for the reverse sweep, and what it need not.</summary>
public class RecordTests
{
    [Fact]
    public void A_step_of_an_integer_is_taken_back() => Check(Records.OneByIndex, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable product = code.Local("product", 1.0);
        Variable next = code.Local("next", 0);
        code.For("i", 0, Constant.Of(2), i => code.For("j", 0, Constant.Of(2), j =>
        {
            Variable taken = code.Local("taken", next);
            code.Increase(next, Constant.Of(1));
            code.Set(product, product * (1.5 + x.At(taken)));
        }));
        return product;
    });

    [Fact]
    public void A_change_of_sign_is_taken_back() => Check(Records.OneByIndex, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable product = code.Local("product", 1.0);
        Variable sign = code.Local("sign", 1.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(product, product * (1.5 + sign * x.At(i)));
            code.Set(sign, -sign);
        });
        return product;
    });

    [Fact]
    public void A_step_in_a_branch_is_taken_back_in_it() => Check(Records.OneByIndex, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable product = code.Local("product", 1.0);
        Variable next = code.Local("next", 3);
        code.For("i", 0, x.Length, i => code.If(x.At(i).IsGreater(0.1), () =>
        {
            code.Decrease(next, Constant.Of(1));
            code.Set(product, product * (1.5 + x.At(next) * x.At(i)));
        }));
        return product;
    });

    [Fact]
    public void A_variable_that_is_set_between_its_steps_is_recorded() => Check(Records.More, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable product = code.Local("product", 1.0);
        Variable next = code.Local("next", 0);
        code.For("i", 0, x.Length, i =>
        {
            code.Increase(next, Constant.Of(1));
            code.If(x.At(i).IsGreater(0.5), () => code.Set(next, Constant.Of(0)));
            code.Set(product, product * (1.5 + x.At(next)));
        });
        return product;
    });

    [Fact]
    public void A_step_beside_the_declaration_is_none_of_a_loop() => Check(Records.More, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable product = code.Local("product", 1.0);
        code.For("i", 0, Constant.Of(3), i =>
        {
            Variable next = code.Local("next", i);
            code.Set(product, product * (1.5 + x.At(next)));
            code.Increase(next, Constant.Of(1));
            code.For("j", 0, Constant.Of(1), j => code.Increase(product, x.At(next)));
        });
        return product;
    });

    [Fact]
    public void Storage_that_loops_read_in_full_is_recorded_once() => Check(Records.OneByIndex, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable product = code.Local("product", 0.5);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, x.Length, j => code.Set(scratch.At(j), x.At(j) * x.At(i)));
            code.For("j", 0, x.Length, j => code.Increase(product, scratch.At(j) * scratch.At(j)));
            code.For("j", 0, x.Length, j => code.For("k", 0, Constant.Of(2), k => code.Increase(product, scratch.At(j) * scratch.At(j) * x.At(k))));
        });
        return Sin(product);
    });

    [Fact]
    public void Elements_that_a_loop_has_passed_are_still_there() => Check(Records.None, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable z = code.New("z", Code.Doubles, x.Length);
        code.Set(z.At(0), x.At(0) * x.At(1));
        code.For("i", 1, x.Length, i => code.For("j", 0, i, j => code.Increase(z.At(i), z.At(j) * z.At(j) * x.At(i))));
        return z.At(3);
    });

    [Fact]
    public void Elements_that_a_loop_comes_to_are_recorded() => Check(Records.OneByIndex, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        code.For("i", 1, x.Length - Constant.Of(1), i => code.Set(x.At(i), x.At(i + Constant.Of(1)) * x.At(i + Constant.Of(1))));
        return x.At(1) + x.At(2);
    });

    private enum Records
    {
        None,
        OneByIndex,
        More,
    }

    private static void Check(Records records, Func<Code, Expression> write)
    {
        var code = new Code();
        Function primal = code.Returns(write(code));
        EquatableArray<Variable> independents = primal.Parameters.Select(parameter => parameter.Variable).ToEquatableArray();
        double[] x = [0.7, -0.4, 1.3, 0.2];
        double[] expected = [.. Enumerable.Range(0, x.Length).Select(component => Differences.Along(
            primal, independents, EquatableArray<Variable>.Empty, [(double[])x.Clone()], [.. Enumerable.Range(0, x.Length).Select(i => i == component ? 1.0 : 0.0)], 1e-3)[0])];
        foreach (Function gradient in new[] { Gradients.Unsimplified(primal, independents), Gradients.Simplified(primal, independents) })
            Differences.AssertNear(expected, Gradients.Run(primal, gradient, independents, [(double[])x.Clone()]).Gradient, 1e-6, gradient);

        var kinds = Gradients.Simplified(primal, independents).Body.AllStatements().OfType<Declare>()
            .Where(declare => declare.Value is Allocate { Lifetime: Lifetime.Rented } && declare.Variable.Name.EndsWith("Tape", StringComparison.Ordinal))
            .Select(declare => ((StorageType)declare.Variable.Type).Kind).ToList();
        Records found = kinds.Count == 0 ? Records.None : kinds is [StorageKind.Tape] ? Records.OneByIndex : Records.More;
        Assert.Equal(records, found);
    }
}
