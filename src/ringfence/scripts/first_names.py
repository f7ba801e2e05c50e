"""First names common in Britain: what tells “Ray Thorburn” from “Charity Day”. Invented people carry them, too."""

FIRST_NAMES = frozenset(
    """
    aaron abdul abigail adam adele adrian agnes ahmed aidan aisha alan alastair albert alec alex alexander alexandra
    alfie alfred ali alice alison alistair allan amanda amber amelia amina amir amy ana andrea andrew andy angela
    angus anita ann anna anne annette annie anthony antonia anwen april archie arjun arthur asha ashley asif audrey
    austin ava aziz barbara barry beatrice becky ben benjamin bernadette bernard beryl beth bethan betty beverley
    bev bill billy bob boris brenda brendan brian bridget bronwen bruce bryn callum cameron carl carol caroline
    caitlin calum carys catherine cathy catrin cecil ceri chantelle charles charlie charlotte chelsea cheryl chloe
    chris christian christina christine christopher ciara clair claire clara clare clive colin connor corinne craig
    cynthia daisy damian dan daniel danny daphne darren dave david davina dawn dean debbie deborah declan deepa
    delyth denise dennis derek des desmond diana diane dilys dominic don donald donna doreen doris dorothy doug
    douglas duncan dylan ed eddie edith edna edward eileen eilidh elaine eleanor eleri elin elizabeth ella ellen
    ellie elliot elsie elwyn emily emlyn emma emrys eric ernest esme esther ethan ethel eva evan eve evelyn ewan
    ffion fatima faye felicity finlay finn fiona florence frances francis frank fraser fred freda freddie gail
    gareth gary gavin gaynor gemma geoff geoffrey george georgia georgina gerald geraldine gerard gethin gillian
    gina gladys glen glenda glyn glynis gordon grace graham gregory greta greg gurpreet guy gwen gwyn gwyneth hamish
    hana hannah harold haroon harriet harry hasan hassan hayley hazel heather hector heidi helen henry hilary holly
    howard hugh huw iain ian ibrahim ida imogen imran ingrid iris irene isaac isabel isla ivan ivor ivy jack jackie
    jacob jacqueline jade jake james jamie jan jane janet janice jasmine jason jay jean jeff jeffrey jemima jennifer
    jenny jeremy jess jessica jill jim jimmy jo joan joanna joanne jocelyn jodie joe joel john jonathan jordan
    joseph josephine josh joshua joy joyce judith judy julia julian julie june justin karen kate katherine kathleen
    kathryn katie kay keir keith kelly kemi ken kenneth kerry kevin kieran kim kirsty krishna kyle lance laura
    lauren laurence lee leah leanne len leo leon leonard les lesley leslie lewis liam lily linda lindsay lisa liz
    lloyd lois lorna lorraine louis louise lucy luke lydia lynda lynn lynne lynette mabel maddy madeleine mair
    maisie malcolm mandy marcus margaret maria marian marie marilyn marion mark marjorie martha martin mary matthew
    maud maureen maurice mavis max maxine may megan melanie mhairi mia michael michelle mike mildred millie miriam
    mo mohammed mohamed moira molly monica morag morgan muhammad muriel nadia nadine nancy naomi nasreen naseem
    natalie natasha neil nerys nesta niall nicholas nick nicky nicola nicole nigel nina noel nora norah norma norman
    olive oliver olivia olwen oscar owen paddy pamela pam pat patricia patrick paul paula pauline peggy penelope
    penny perry pete peter phil philip philippa phillip phoebe phyllis polly poppy prakash priti priya quentin
    rachael rachel raj rajesh ralph ravi ray raymond rebecca reg reginald rhian rhiannon rhodri rhona rhys richard
    rita rob robert roberta robin rod roderick rodney roger roland ron ronald ronnie rory rosa rosalind rose
    rosemary rosie ross rowan roxanne roy ruby rupert russell ruth ryan sadiq sally sam samantha samir samuel sandra
    sanjay sara sarah scott sean seamus sebastian shabana shane shannon sharon shaun shazia sheila shelley shirley
    sian sidney simon sinead siobhan sita sonia sophia sophie stacey stan stanley stella stephanie stephen steve
    steven stewart stuart sue suki sunil susan susanna suzanne sybil sylvia tahir tamsin tanya tara tariq ted
    terence teresa terry thelma theo theresa thomas tim timothy tina toby tom tommy tony tracey tracy trevor tricia
    tristan tunde una ursula valerie vanessa vera vernon veronica vicky victor victoria vikram vince vincent violet
    vivian vivienne wallace walter wayne wendy wesley wilf wilfred will william winifred winston yasmin yusuf yvonne
    zachary zara zoe
    """.split()
)
