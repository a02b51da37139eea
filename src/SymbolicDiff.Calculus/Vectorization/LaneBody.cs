using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Writes the body of a loop for eight iterations, or for the first few of them.</summary>
internal sealed partial class LaneBody
{
    /// <summary>From here on a side that is not taken in any lane is not computed.</summary>
    private const int CostOfFunction = 20;

    private readonly LaneLoop lanes;
    private readonly VariableSource variables;
    private readonly IReadOnlyDictionary<Variable, Variable> gathered;
    private readonly Expression? count;
    private readonly Dictionary<Variable, Expression> replaced = [];
    private readonly Dictionary<Variable, Variable> left = [];
    private readonly Dictionary<Element, Variable> rows = [];
    private readonly List<Variable> begun = [];
    private List<Statement> written = [];
    private Variable? present;

    /// <param name="lanes">The loop.</param>
    /// <param name="variables">Makes the variables of the new body.</param>
    /// <param name="gathered">The lanes in which the loop gathers.</param>
    /// <param name="first">The number of the first iteration.</param>
    /// <param name="count">How many iterations there are; null for eight.</param>
    public LaneBody(LaneLoop lanes, VariableSource variables, IReadOnlyDictionary<Variable, Variable> gathered, Expression first, Expression? count)
    {
        (this.lanes, this.variables, this.gathered, this.count) = (lanes, variables, gathered, count);
        replaced.Add(lanes.Loop.Counter, first);
    }

    /// <summary>What stands in the body for memory from outside that is each iteration's own.</summary>
    public IReadOnlyDictionary<Variable, Variable> Memory
    {
        init
        {
            foreach (var (outside, own) in value.Select(pair => (pair.Key, pair.Value))) replaced.Add(outside, own);
        }
    }

    /// <summary>Memory for the rows that lanes read side by side.</summary>
    public IReadOnlyDictionary<Element, Variable> Rows { get; init; } = new Dictionary<Element, Variable>();

    /// <summary>Variables that each lane has under their own names behind the body.</summary>
    public IReadOnlyList<Variable> Handed { get; init; } = [];

    public IEnumerable<Statement> ToStatements()
    {
        foreach (var (row, memory) in Rows.Select(pair => (pair.Key, pair.Value)))
        {
            Variable sideBySide = variables.New(LaneCode.NameOf(row) + "Lanes", new StorageType(StorageKind.ReadOnlySpan, ValueType.Lanes), Role.Temporary);
            rows.Add(row, sideBySide);
            written.Add(new Declare(sideBySide, LaneCode.Rows(Place(row), count, memory)));
        }

        if (count is not null && !lanes.Loop.IsOverDirections && Gathers(lanes.Loop.Body))
        {
            present = variables.New("present", ValueType.LaneMask, Role.Temporary);
            written.Add(new Declare(present, LaneCode.First(count)));
        }

        Add(lanes.Loop.Body, null);
        return WithFirstValues();
    }

    /// <summary>The value that the variable has in a lane, behind the body.</summary>
    public Expression At(Variable local, Expression lane) => replaced[local] is { Type: LanesType { IsMask: false } } all
        ? lanes.IsInteger(local) ? new Apply(Primitive.Convert, ValueType.Int32, LaneCode.At(all, lane)) : LaneCode.At(all, lane)
        : replaced[local];

    private bool Gathers(Block block) => block.AllStatements().OfType<Assign>().Any(assign => assign.Target is Variable target && gathered.ContainsKey(target) || IsShared(assign.Target));

    /// <summary>Whether all lanes add to the same element.</summary>
    private bool IsShared(Expression target) => target is Element element && !IsOfOwn(element) && lanes.DistanceOf(element) is { } stride && stride.IsInteger(0);

    private bool IsOfOwn(Element element) => element.Storage is Variable storage && lanes.IsOwnStorage(storage);

    private void Add(Block block, Expression? mask)
    {
        foreach (Statement statement in block.Statements) Add(statement, mask);
    }

    private void Add(Statement statement, Expression? mask)
    {
        TakeHanded(statement);
        switch (statement)
        {
            case Declare declare when lanes.IsRowName(declare.Variable):
                break;
            case Declare declare:
                written.Add(Declared(declare));
                break;
            case Assign { Target: Variable target } assign:
                written.Add(Assigned(target, assign, mask));
                break;
            case Assign { Target: Element target } assign:
                written.Add(Stored(target, assign, mask));
                break;
            case Fill fill:
                written.Add(new Fill(Path(fill.Storage), Of(fill.Value)));
                break;
            case Copy copy:
                written.Add(new Copy(Path(copy.Source), Path(copy.Target)));
                break;
            case For inner:
                Variable counter = New(inner.Counter, inner.Counter.Type);
                Expression limit = lanes.IsVarying(inner.Limit) && lanes.RowEnding(inner) is { } ending ? new Apply(Primitive.Length, ValueType.Int32, rows[ending]) : Of(inner.Limit);
                written.Add(inner with { Counter = counter, Start = Of(inner.Start), Limit = limit, Body = Inner(inner.Body, mask) });
                break;
            case If branch when !lanes.IsVarying(branch.Condition):
                written.Add(new If(Of(branch.Condition), Inner(branch.Then, mask), Inner(branch.Else, mask)));
                break;
            case If branch:
                AddBranch(branch, mask);
                break;
            default:
                written.Add(InSweep(statement));
                break;
        }
    }

    /// <summary>Before the first statement that reads what the iteration before has left: all lanes have it then.</summary>
    private void TakeHanded(Statement statement)
    {
        foreach (var (variable, handed) in lanes.HandedOn.Select(pair => (pair.Key, pair.Value)))
        {
            if (!ReferenceEquals(handed.Reader, statement)) continue;
            if (Of(handed.Value) is not Variable next)
            {
                next = variables.New(variable.Name + "s", ValueType.Lanes, variable.Role);
                written.Add(new Declare(next, Of(handed.Value)));
            }

            Variable before = variables.New(variable.Name + "Before", ValueType.Lanes, variable.Role);
            written.Add(new Declare(before, LaneCode.Before(variable, next)));
            left.Add(variable, next);
            replaced[variable] = before;
        }
    }

    private Block Inner(Block block, Expression? mask)
    {
        List<Statement> outer = written;
        written = [];
        Add(block, mask);
        var inner = new Block(WithFirstValues().ToEquatableArray());
        written = outer;
        return inner;
    }

    /// <summary>Both branches run; each changes what its lanes have.</summary>
    private void AddBranch(If branch, Expression? mask)
    {
        Variable condition = variables.New("isTrue", ValueType.LaneMask, Role.Temporary);
        written.Add(new Declare(condition, Of(branch.Condition)));
        if (mask is null && Choices(branch) is { } targets)
        {
            foreach (Statement local in branch.Then.Statements.Concat(branch.Else.Statements).Where(statement => statement is Declare)) Add(local, null);
            foreach (Variable target in targets) AddChoice(target, condition, AssignmentOf(target, branch.Then), AssignmentOf(target, branch.Else));
            return;
        }

        Add(branch.Then, And(mask, condition));
        if (!branch.Else.IsEmpty) Add(branch.Else, And(mask, new Apply(Primitive.Not, ValueType.LaneMask, condition)));
    }

    /// <summary>What the branches assign, where they do nothing else, each variable once, and none of them reads what they have assigned; null otherwise.</summary>
    private List<Variable>? Choices(If branch)
    {
        List<Statement> statements = [.. branch.Then.Statements, .. branch.Else.Statements];
        List<Variable> targets = [.. statements.OfType<Assign>().Select(assign => assign.Target).OfType<Variable>().Distinct()];
        bool areSimple = statements.All(statement => statement is Declare { Value: not (null or Allocate) } or Assign { Target: Variable { Type.IsReal: true } })
            && !statements.Any(statement => lanes.HandedOn.Values.Any(handed => ReferenceEquals(handed.Reader, statement)));
        return areSimple && targets.All(IsChoice) ? targets : null;

        bool IsChoice(Variable target) =>
            !left.ContainsKey(target) && (gathered.ContainsKey(target) || lanes.IsOwn(target))
            && IsOnce(target, branch.Then) && IsOnce(target, branch.Else) && (!gathered.ContainsKey(target) || IsSum(target))
            && !statements.Any(statement => (statement is Declare declare ? declare.Value! : ((Assign)statement).Value).Mentions(target));

        bool IsSum(Variable target) => (AssignmentOf(target, branch.Then)?.Kind, AssignmentOf(target, branch.Else)?.Kind) is var (then, otherwise)
            && (then ?? otherwise) != AssignmentKind.Set && (then is null || otherwise is null || then == otherwise);

        bool IsOnce(Variable target, Block block) => block.Statements.OfType<Assign>().Count(assign => assign.Target.Equals(target)) <= 1;
    }

    private static Assign? AssignmentOf(Variable target, Block block) => block.Statements.OfType<Assign>().FirstOrDefault(assign => assign.Target.Equals(target));

    /// <summary>What a variable is given in one branch or the other.</summary>
    private void AddChoice(Variable target, Variable condition, Assign? then, Assign? otherwise)
    {
        if (gathered.TryGetValue(target, out Variable? sums))
        {
            AssignmentKind kind = (then ?? otherwise)!.Kind;
            Expression nothing = kind == AssignmentKind.Add ? lanes.Nothing(target) : Constant.Of(0.0);
            Expression chosen = LaneCode.Select(condition, then is null ? nothing : Of(then.Value), otherwise is null ? nothing : Of(otherwise.Value));
            written.Add(new Assign(sums, kind, present is null ? chosen : LaneCode.Select(present, chosen, nothing)));
            return;
        }

        Expression own = Of(target);
        written.Add(new Assign(own, AssignmentKind.Set, LaneCode.Select(condition, Next(then), Next(otherwise))));

        Expression Next(Assign? assign) => assign is null ? own : Combined(own, assign.Kind, Of(assign.Value));
    }

    private static Expression And(Expression? mask, Expression condition) => mask is null ? condition : new Apply(Primitive.And, ValueType.LaneMask, mask, condition);

    private Declare Declared(Declare declare)
    {
        Variable local = declare.Variable;
        if (local.Type is StorageType && declare.Value is { } memory) return DeclaredMemory(local, memory);
        if (lanes.IsInteger(local)) return new Declare(New(local, ValueType.Lanes), Moving(declare.Value ?? Constant.Of(0)));
        Expression? value = declare.Value is null ? null : Of(declare.Value);
        ValueType type = !lanes.IsVarying(local) || lanes.Strides.Moves(local) ? local.Type : local.Type.IsReal ? ValueType.Lanes : ValueType.LaneMask;
        Variable own = New(local, type);
        if (value is null && type.Equals(ValueType.Lanes)) begun.Add(own);
        return new Declare(own, value);
    }

    /// <summary>The statements, where what has no value yet is declared with its first one, or is zero: a masked assignment keeps what the other lanes have.</summary>
    private List<Statement> WithFirstValues()
    {
        foreach (Variable variable in begun)
        {
            int declared = written.FindIndex(statement => statement is Declare declare && declare.Variable.Equals(variable));
            if (declared < 0) continue;
            int first = written.FindIndex(declared + 1, statement => statement.Mentions(variable));
            bool isGiven = first >= 0 && written[first] is Assign { Kind: AssignmentKind.Set } assign && assign.Target.Equals(variable) && !assign.Value.Mentions(variable);
            written[isGiven ? first : declared] = new Declare(variable, isGiven ? ((Assign)written[first]).Value : Constant.Of(0.0));
            if (isGiven) written.RemoveAt(declared);
        }

        return written;
    }

    private Statement Assigned(Variable target, Assign assign, Expression? mask)
    {
        if (gathered.TryGetValue(target, out Variable? sums)) return Gathered(target, sums, assign, mask);
        if (left.TryGetValue(target, out Variable? handed)) return new Assign(target, AssignmentKind.Set, LaneCode.Last(handed, count));
        if (lanes.IsInteger(target)) return new Assign(Of(target), AssignmentKind.Set, mask is null ? Moving(assign.Value) : LaneCode.Select(mask, Moving(assign.Value), Of(target)));
        if (!lanes.IsVarying(target)) return new Assign(Of(target), assign.Kind, Of(assign.Value));
        if (mask is null) return new Assign(Of(target), assign.Kind, Of(assign.Value));
        Expression next = Combined(Of(target), assign.Kind, Of(assign.Value));
        return new Assign(Of(target), AssignmentKind.Set, target.Type.IsReal ? LaneCode.Select(mask, next, Of(target)) : throw new InvalidOperationException("A truth value is assigned in some lanes"));
    }

    private Statement Gathered(Variable target, Variable into, Assign assign, Expression? mask)
    {
        var (kind, value) = LaneLoop.ReductionOf(target, assign)!.Value;
        Expression? where = Present(mask);
        Expression lane = Of(value);
        Constant nothing = assign.Kind == AssignmentKind.Add ? lanes.Nothing(target) : Constant.Of(0.0);
        if (kind == Reduction.Sum) return new Assign(into, assign.Kind, where is null ? lane : LaneCode.Select(where, lane, nothing));
        Expression next = LaneCode.Max(kind == Reduction.Max, into, lane);
        return new Assign(into, AssignmentKind.Set, where is null ? next : LaneCode.Select(where, next, into));
    }

    private Expression? Present(Expression? mask) => present is null ? mask : And(mask, present) is var both && mask is null ? present : both;

    private Statement Stored(Element target, Assign assign, Expression? mask)
    {
        Expression value = Of(assign.Value);
        if (lanes.IsOfDiagonal(target)) return LaneCode.SetDiagonal(Of(target.Storage), Uniform(target.Indices[0]), value);
        if (lanes.Loop.IsOverDirections && !lanes.IsVarying(target) && !lanes.IsVarying(assign.Value)) return new Assign(Uniform(target), assign.Kind, value);
        if (IsOfOwn(target))
        {
            Element element = new(Of(target.Storage), target.Indices.Map(Of));
            return mask is null || !lanes.IsVarying(target.Storage) ? new Assign(element, assign.Kind, value)
                : new Assign(element, AssignmentKind.Set, LaneCode.Select(mask, Combined(element, assign.Kind, value), element));
        }

        if (IsShared(target))
        {
            Expression? where = Present(mask);
            if (where is not null) value = LaneCode.Select(where, value, Constant.Of(0.0));
            return new Assign(Place(target), assign.Kind, LaneCode.Sum(value));
        }

        Expression next = Combined(Of(target), assign.Kind, value);
        return LaneCode.Store(Place(target), StrideOf(target), count, mask is null ? next : LaneCode.Select(mask, next, Of(target)));
    }

    private static Expression Combined(Expression old, AssignmentKind kind, Expression value) => kind switch
    {
        AssignmentKind.Add => new Apply(Primitive.Add, ValueType.Lanes, old, value),
        AssignmentKind.Subtract => new Apply(Primitive.Subtract, ValueType.Lanes, old, value),
        _ => value,
    };

    private Variable New(Variable local, ValueType type)
    {
        Variable own = variables.New(type is LanesType && Handed.Contains(local) ? local.Name + "Lanes" : local.Name, type, local.Role);
        replaced[local] = own;
        return own;
    }

    private Element Place(Element element) => new(Uniform(element.Storage), element.Indices.Map(Uniform));

    /// <summary>How far the lanes' elements are apart; null where they lie side by side.</summary>
    private Expression? StrideOf(Element element) => lanes.DistanceOf(element) is { } stride && !stride.IsInteger(1) ? Uniform(stride) : null;

    /// <summary>The value, of the first lane where it moves.</summary>
    private Expression Uniform(Expression expression) => expression.Substitute(variable => replaced.TryGetValue(variable, out Expression? own) ? own : null);

    private Expression Of(Expression expression)
    {
        if (!lanes.IsVarying(expression)) return Uniform(expression);
        switch (expression)
        {
            case Variable variable:
                return replaced[variable];
            case Element element when lanes.IsOfDiagonal(element):
                return LaneCode.Diagonal(Of(element.Storage), Uniform(element.Indices[0]));
            case Element element when IsOfOwn(element) && !element.Indices.Any(lanes.IsVarying):
                return new Element(Of(element.Storage), element.Indices.Map(Of));
            case Element element when lanes.RowOf(element) is { } row:
                return new Element(rows[row], Uniform(element.Indices[element.Indices.Count - 1]));
            case Element element when lanes.DistanceOf(element)!.IsInteger(0):
                return Place(element);
            case Element element:
                return LaneCode.Load(Place(element), StrideOf(element), count);
            case Conditional choice when !lanes.IsVarying(choice.Condition):
                return new Conditional(Uniform(choice.Condition), LaneCode.Of(Of(choice.WhenTrue)), LaneCode.Of(Of(choice.WhenFalse))) { IsGuard = choice.IsGuard };
            case Conditional choice:
                return OfChoice(choice);
            case Apply { Primitive.Form: PrimitiveForm.Conversion } conversion:
                return Moving(conversion.Operands[0]);
            case Apply apply:
                return OfOperation(apply);
            default:
                return Uniform(expression); // an index, of the first lane
        }
    }

    private Expression OfChoice(Conditional choice)
    {
        Expression condition = Of(choice.Condition);
        bool isSecondRare = choice.WhenFalse.Cost() >= CostOfFunction && choice.WhenTrue.Cost() < CostOfFunction;
        if (!isSecondRare) return LaneCode.Select(condition, Of(choice.WhenTrue), Of(choice.WhenFalse));
        Variable mask = variables.New("isTrue", ValueType.LaneMask, Role.Temporary), chosen = variables.New(BlockBuilder.Choice, ValueType.Lanes, Role.Source);
        written.Add(new Declare(mask, condition));
        written.Add(new Declare(chosen, Of(choice.WhenTrue)));
        var costly = new Assign(chosen, AssignmentKind.Set, LaneCode.Select(mask, chosen, Of(choice.WhenFalse)));
        written.Add(new If(new Apply(Primitive.Not, ValueType.Boolean, LaneCode.All(mask)), new Block(costly), Block.Empty));
        return chosen;
    }

    private Expression OfOperation(Apply apply)
    {
        bool isOfIntegers = apply.Operands[0].Type.Equals(ValueType.Int32);
        if (isOfIntegers && !apply.Type.Equals(ValueType.Boolean)) return Uniform(apply);
        Expression[] operands = [.. apply.Operands.Select(operand => isOfIntegers ? Moving(operand) : Of(operand))];
        return apply.Primitive.Name switch
        {
            "==" => LaneCode.Equal(operands[0], operands[1]),
            "!=" => LaneCode.Unequal(operands[0], operands[1]),
            "&&" => new Apply(Primitive.And, ValueType.LaneMask, Mask(operands[0]), Mask(operands[1])),
            "||" => new Apply(Primitive.Or, ValueType.LaneMask, Mask(operands[0]), Mask(operands[1])),
            "!" => new Apply(Primitive.Not, ValueType.LaneMask, operands),
            "<" or "<=" or ">" or ">=" => new Apply(apply.Primitive, ValueType.LaneMask, operands),
            _ when apply.Primitive.Form == PrimitiveForm.Function => LaneCode.Function(apply.Primitive, operands),
            _ => new Apply(apply.Primitive, ValueType.Lanes, operands),
        };
    }

    private static Expression Mask(Expression condition) => condition.Type.Equals(ValueType.LaneMask) ? condition : LaneCode.Everywhere(condition);

    /// <summary>An integer that moves by a constant, as a double of each lane.</summary>
    private Expression Moving(Expression integer)
    {
        Expression first = Uniform(integer);
        return lanes.Strides.Of(integer) switch
        {
            Constant { Bits: 0 } => new Apply(Primitive.Convert, ValueType.Double, first),
            Constant { Bits: 1 } => LaneCode.Indices(first),
            Constant { Bits: var stride } => new Apply(
                Primitive.Add, ValueType.Lanes, new Apply(Primitive.Convert, ValueType.Double, first),
                new Apply(Primitive.Multiply, ValueType.Lanes, Constant.Of((double)stride), LaneCode.Indices(Constant.Of(0)))),
            _ => throw new InvalidOperationException("The integer does not move by a constant: " + Printer.Print(integer)),
        };
    }
}
