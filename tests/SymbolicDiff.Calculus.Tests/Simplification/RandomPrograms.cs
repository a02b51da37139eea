using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Random programs of two reals and two arrays with locals, branches, loops and stores, the same for the same seed.</summary>
internal sealed class RandomPrograms
{
    public const int Length = 4;

    private readonly Random random;
    private readonly Code code = new();
    private readonly List<Variable> reals = [];
    private readonly List<Variable> assignable = [];
    private readonly List<Variable> storages = [];
    private readonly List<Variable> counters = [];
    private Variable target = null!;
    private int budget;

    private RandomPrograms(int seed) => random = new Random(seed);

    public static Sample Of(int seed, int size = 14) => new RandomPrograms(seed).Make(size);

    private Sample Make(int size)
    {
        budget = size;
        Variable x = code.Real("x");
        Variable y = code.Real("y");
        Variable a = code.Parameter("a", Code.Doubles);
        Variable c = code.Parameter("c", Code.Doubles);
        reals.AddRange([x, y]);
        storages.AddRange([a, c]);
        target = code.Local("r", Value(1));
        assignable.Add(target);
        if (random.Next(2) == 0) storages.Add(code.New("v", Code.Doubles, a.Length));
        if (random.Next(4) == 0) storages.Add(code.Local("alias", storages[^1]));
        Statements(0);
        Expression result = target + Value(2);
        double[] Reals() => [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() * 2 - 1)];
        EquatableArray<Variable> withRespectTo = random.Next(3) == 0 ? EquatableArray.Of(x, a) : EquatableArray.Of(x, y, a, c);
        return new Sample(code.Returns(result), withRespectTo, [random.NextDouble(), random.NextDouble() * 2 - 1, Reals(), Reals()]);
    }

    private void Statements(int depth)
    {
        int count = random.Next(2, 5);
        int visibleReals = reals.Count;
        int visibleTargets = assignable.Count;
        for (int i = 0; i < count && budget-- > 0; i++) Statement(depth);
        reals.RemoveRange(visibleReals, reals.Count - visibleReals);
        assignable.RemoveRange(visibleTargets, assignable.Count - visibleTargets);
    }

    private void Statement(int depth)
    {
        switch (random.Next(depth < 3 ? 10 : 6))
        {
            case 0:
                Variable local = code.Local("t", Value(3));
                reals.Add(local);
                break;
            case 1:
                Variable mutable = code.Local("m", Value(2));
                assignable.Add(mutable);
                break;
            case 2:
                code.Set(Pick(assignable), Value(3));
                break;
            case 3:
                code.Increase(Pick(assignable), Value(2));
                break;
            case 4:
                code.Set(Pick(storages).At(Index()), Value(2));
                break;
            case 5:
                code.Increase(Pick(storages).At(Index()), Value(2));
                break;
            case 6:
                code.If(Value(1).IsGreater(0.2), () => Statements(depth + 1), random.Next(2) == 0 ? () => Statements(depth + 1) : null);
                break;
            case 7:
                code.If(Value(1).IsLess(Value(1)).And(Pick(storages).At(Index()).IsGreater(-0.5)), () => Statements(depth + 1));
                break;
            default:
                Loop(depth);
                break;
        }
    }

    private void Loop(int depth)
    {
        bool down = random.Next(4) == 0;
        void Body(Variable counter)
        {
            counters.Add(counter);
            Statements(depth + 1);
            counters.Remove(counter);
        }

        if (down) code.For("i", storages[0].Length - Constant.Of(1), Constant.Of(0), Body, -1, inclusive: true);
        else code.For("i", random.Next(2), storages[0].Length, Body);
    }

    private Expression Index() => counters.Count > 0 && random.Next(4) > 0
        ? random.Next(60) == 0 ? Pick(counters) + Constant.Of(1) : Pick(counters)
        : Constant.Of(random.Next(Length));

    private Expression Value(int depth)
    {
        if (depth == 0 || random.Next(6) == 0) return Leaf();
        return random.Next(12) switch
        {
            0 => Value(depth - 1) + Value(depth - 1),
            1 => Value(depth - 1) - Value(depth - 1),
            2 or 3 or 4 => Value(depth - 1) * Value(depth - 1),
            5 => Value(depth - 1) / (2.5 + Cos(Value(depth - 1))),
            6 => Sin(Value(depth - 1)),
            7 => Tanh(Value(depth - 1)),
            8 => 1.0 / (1.0 + Exp(-Tanh(Value(depth - 1)))),
            9 => -Value(depth - 1),
            10 => new Conditional(Value(1).IsGreater(0.1), Value(depth - 1), Value(depth - 1)),
            _ => Exp(Sin(Value(depth - 1))),
        };
    }

    private Expression Leaf() => random.Next(7) switch
    {
        0 => Constant.Of(random.Next(-2, 4) * 0.5),
        1 or 2 => Pick(storages).At(Index()),
        3 when assignable.Count > 0 => Pick(assignable),
        _ => Pick(reals),
    };

    private T Pick<T>(List<T> items) => items[random.Next(items.Count)];
}
