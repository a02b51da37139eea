using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Brings a function to normal form: operands of real operations become atoms, and choices between reals or between storages become branches. What
/// is in normal form already stays as it is.
/// </summary>
public sealed class Flattening
{
    private readonly VariableSource variables;

    private Flattening(VariableSource variables) => this.variables = variables;

    public static Function ToNormalForm(Function function) =>
        function with { Body = new Flattening(new VariableSource(function)).Flatten(function.Body), Callees = function.Callees.Map(ToNormalForm) };

    private Block Flatten(Block block)
    {
        var builders = (Primal: new BlockBuilder(variables), Derivative: new BlockBuilder(variables, Role.Derivative));
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            BlockBuilder builder = IsDerivative(statement) ? builders.Derivative.Nested() : builders.Primal.Nested();
            Flatten(statement, builder);
            statements.AddRange(builder.ToBlock().Statements);
        }

        return statements.Count == block.Statements.Count && statements.Zip(block.Statements, ReferenceEquals).All(same => same)
            ? block
            : new Block(statements.ToEquatableArray());
    }

    // The role of the target decides whether the intermediate values may be rearranged.
    private static bool IsDerivative(Statement statement)
    {
        Variable? target = statement switch
        {
            Declare declare => declare.Variable,
            Assign assign => Aliasing.Root(assign.Target),
            _ => null,
        };
        return target?.Role is Role.Derivative or Role.Contract;
    }

    private void Flatten(Statement statement, BlockBuilder builder)
    {
        switch (statement)
        {
            case Declare { Value: Conditional choice } declare when IsChosen(choice):
                Choose(declare, choice, builder);
                break;
            case Declare { Value: { Type.IsReal: true } value } declare:
                Expression declared = Simple(value, builder);
                builder.Add(ReferenceEquals(declared, value) ? declare : declare with { Value = declared });
                break;
            case Assign { Value: Conditional { IsGuard: true, Type.IsReal: true } guard } assign:
                Flatten(assign with { Value = Guarded(guard, builder) }, builder);
                break;
            case Assign { Value: Conditional choice } assign when IsChosen(choice):
                builder.Add(Branch(choice, (side, nested) => Flatten(assign with { Value = side }, nested), builder));
                break;
            case Assign { Value: { Type.IsReal: true } value } assign:
                Expression assigned = Simple(value, builder);
                builder.Add(ReferenceEquals(assigned, value) ? assign : assign with { Value = assigned });
                break;
            case Return @return:
                var values = @return.Values.Map(value => value.Type.IsReal ? Atom(value, builder) : value);
                builder.Add(ReferenceEquals(values, @return.Values) ? @return : new Return(values));
                break;
            case If { IsGuard: true } guard when !IsCorrection(guard):
                AlwaysGeneral(guard, builder);
                break;
            case If branch:
                builder.Add(Rebuilt(branch, branch with { Then = Flatten(branch.Then), Else = Flatten(branch.Else) }));
                break;
            case For loop:
                builder.Add(Rebuilt(loop, loop with { Body = Flatten(loop.Body) }));
                break;
            case While loop:
                builder.Add(Rebuilt(loop, loop with { Body = Flatten(loop.Body) }));
                break;
            default:
                builder.Add(statement);
                break;
        }
    }

    private static Statement Rebuilt(Statement statement, Statement rebuilt) =>
        statement.Blocks().Zip(rebuilt.Blocks(), ReferenceEquals).All(same => same) ? statement : rebuilt;

    private static bool IsChosen(Conditional choice) => choice.Type.CarriesReals;

    private void Choose(Declare declare, Conditional choice, BlockBuilder builder)
    {
        // A Temporary is never assigned, so the branches assign a variable of its own.
        Variable chosen = declare.Variable.Role == Role.Temporary
            ? variables.New(declare.Variable.Name, declare.Variable.Type, Role.Source)
            : declare.Variable;
        if (choice.IsGuard) Guard(chosen, choice, builder);
        else
        {
            builder.Add(new Declare(chosen, null));
            builder.Add(Branch(choice, (side, nested) => Flatten(new Assign(chosen, AssignmentKind.Set, side), nested), builder));
        }

        if (!chosen.Equals(declare.Variable)) builder.Add(declare with { Value = chosen });
    }

    private static If Branch(Conditional choice, Action<Expression, BlockBuilder> flatten, BlockBuilder builder)
    {
        (BlockBuilder whenTrue, BlockBuilder whenFalse) = (builder.Nested(), builder.Nested());
        flatten(choice.WhenTrue, whenTrue);
        flatten(choice.WhenFalse, whenFalse);
        return new If(choice.Condition, whenTrue.ToBlock(), whenFalse.ToBlock());
    }

    private Variable Guarded(Conditional guard, BlockBuilder builder)
    {
        Variable guarded = variables.New("guarded", guard.Type, builder.Temporaries == Role.Temporary ? Role.Source : builder.Temporaries);
        Guard(guarded, guard, builder);
        return guarded;
    }

    /// <summary>What is guarded is computed in any case, and corrected where the guard says so: its derivative is that of what is computed.</summary>
    private void Guard(Variable guarded, Conditional guard, BlockBuilder builder)
    {
        Expression condition = WithAtoms(guard.Condition, builder, _ => false);
        Expression special = Atom(guard.WhenTrue, builder);
        Flatten(new Declare(guarded, guard.WhenFalse), builder);
        builder.Add(new If(condition, new Block(new Assign(guarded, AssignmentKind.Set, special)), Block.Empty) { IsGuard = true });
    }

    private void AlwaysGeneral(If guard, BlockBuilder builder)
    {
        List<Statement> all = [.. guard.Blocks().SelectMany(block => block.AllStatements())];
        if (all.Exists(inner => inner is not (Declare or If or Assign { Target.Type.IsReal: true })))
            throw new InvalidOperationException("A guard chooses numbers and does nothing else");
        List<Expression> targets = [.. all.OfType<Assign>().Select(assign => assign.Target).Distinct()];
        targets.RemoveAll(target => all.Exists(inner => inner is Declare declare && declare.Variable.Equals(target)));
        Expression condition = WithAtoms(guard.Condition, builder, place => targets.Exists(target => Aliasing.Root(target)!.Equals(Aliasing.Root(place))));
        List<Statement> corrections = [];
        Block special = guard.Then;
        foreach (Expression target in targets)
        {
            List<Statement> about = [.. special.AllStatements().Where(statement => Mentions(statement, target))];
            if (about.Count == 1 && IsGiven(about[0], target) && about[0] is Assign { Value: Constant } plain && special.Statements.Contains(plain))
            {
                corrections.Add(plain);
                special = new Block(special.Statements.Where(statement => !ReferenceEquals(statement, plain)).ToEquatableArray());
                continue;
            }

            Variable held = variables.New((target as Variable)?.Name ?? "special", target.Type, builder.Temporaries == Role.Temporary ? Role.Source : builder.Temporaries);
            builder.Add(new Declare(held, special.Statements.Any(statement => IsGiven(statement, target)) ? null : target));
            special = Renamed(special, target, held);
            corrections.Add(new Assign(target, AssignmentKind.Set, held));
        }

        builder.AddRange(Flatten(special).Statements);
        builder.AddRange(Flatten(guard.Else).Statements);
        builder.Add(new If(condition, new Block(corrections.ToEquatableArray()), Block.Empty) { IsGuard = true });
    }

    private static bool Mentions(Statement statement, Expression place) =>
        statement is Assign assign && assign.Target.Equals(place) || statement.Reads().Any(read => read.DescendantsAndSelf().Contains(place));

    private static bool IsCorrection(If guard) =>
        guard.Else.IsEmpty && guard.Then.Statements.All(statement => statement is Assign { Kind: AssignmentKind.Set, Value: Constant or Variable });

    private static bool IsGiven(Statement statement, Expression target) => statement is Assign { Kind: AssignmentKind.Set } assign && assign.Target.Equals(target);

    private static Block Renamed(Block block, Expression place, Variable name)
    {
        return block.With([.. block.Statements.Select(statement => statement is Assign assign && assign.Target.Equals(place)
            ? assign with { Target = name, Value = InExpression(assign.Value) }
            : statement.Map(InExpression, inner => Renamed(inner, place, name)))]);

        Expression InExpression(Expression expression) => expression.Equals(place) ? name : expression.MapChildren(InExpression);
    }

    /// <summary>A guard's condition, about places that still are what they were when it was to be decided.</summary>
    private Expression WithAtoms(Expression condition, BlockBuilder builder, Func<Expression, bool> changes) => condition switch
    {
        Apply { Primitive.Name: "&&" or "||" } both => both.MapChildren(child => WithAtoms(child, builder, changes)),
        Apply { Primitive.Name: "==" } test => test.MapChildren(child => child switch
        {
            Variable or Element when !changes(child) => child,
            Variable or Element => builder.Local(child),
            _ => Atom(child, builder),
        }),
        _ => condition,
    };

    /// <summary>The value as an atom, an operation of atoms, an element or an external.</summary>
    private Expression Simple(Expression value, BlockBuilder builder) => value switch
    {
        Apply apply => apply.MapChildren(operand => operand.Type.IsReal ? Atom(operand, builder) : operand),
        Conditional => Atom(value, builder),
        _ => value,
    };

    private Expression Atom(Expression value, BlockBuilder builder)
    {
        if (value is not Conditional choice) return builder.Atom(Simple(value, builder));
        Variable chosen = variables.New("chosen", choice.Type, builder.Temporaries == Role.Temporary ? Role.Source : builder.Temporaries);
        Choose(new Declare(chosen, null), choice, builder);
        return chosen;
    }
}
