"""Small files of each source, made by hand for two-towns (3 to 9 June 2030); all is invented."""

# ruff: noqa: E501

from __future__ import annotations

from tocsin.inference.observations.formats.gdelt import HEAD

ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
TOW1,2030-06-04,2030,1,Demonstrations,Protests,Peaceful protest,Protesters (Towns),,Protesters,,,,Protesters only,,999,Europe,Towns,West,,,Alpha,50.01,20.01,1,Daily,National,"Ivan Petrov, a baker, led some 500.",0,crowd size=about 500,1907193600
TOW2,2030-06-05,2030,1,Demonstrations,Riots,Violent demonstration,Rioters (Towns),,5,Police,,1,51,,999,Europe,Towns,East,,,Beta,50.0,20.5,1,Daily,National,Shots.,3,crowd size=hundreds,1907193600
TOW3,2030-06-05,2030,2,Demonstrations,Protests,Peaceful protest,Protesters,,6,,,,60,,999,Europe,Towns,East,,,Gamma,52.0,21.0,2,Daily,National,Somewhere.,0,crowd size=no report,1907193600
ELS1,2030-06-05,2030,1,Demonstrations,Protests,Peaceful protest,Protesters,,6,,,,60,,998,Europe,Elsewhere,Coast,,,Alpha,10.0,90.0,1,Daily,National,Far off.,0,crowd size=900,1907193600
"""
GED = """\
id,relid,year,active_year,code_status,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,region,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
1,TOW-1,2030,1,Clear,1,Towns: Government,Government,Others,1,Beta town,by the hall,East,,50.0,20.5,Towns,Europe,1,2030-06-06 00:00:00.000,2030-06-06 00:00:00.000,2,5,1,0,8,10,7
2,TOW-2,2030,1,Clear,3,Towns: civilians,Government,Civilians,4,West,,West,,50.0,20.0,Towns,Europe,3,2030-06-05 00:00:00.000,2030-06-07 00:00:00.000,0,0,4,0,4,4,4
"""
MM = """\
id,country,ccode,year,region,protest,protestnumber,startday,startmonth,startyear,endday,endmonth,endyear,protesterviolence,location,participants_category,participants,protesteridentity,protesterdemand1,stateresponse1,stateresponse2,notes
9992030001,Towns,999,2030,Europe,1,1,4,6,2030,4,6,2030,0,"Alpha, West",1000-4999,1000s,workers,price increases,ignore,,Led by somebody.
9992030002,Towns,999,2030,Europe,1,2,5,6,2030,6,6,2030,1,Alpha; Beta,,>50,unspecified,price increases,arrests,killings,
9992030003,Towns,999,2030,Europe,0,0,,,,,,,,,,,,,,,
"""
SCAD = """\
eventid,id,ccode,countryname,startdate,enddate,duration,etype,escalation,actor1,target1,npart,ndeath,repress,elocal,location,locnum,gislocnum,issue1,issuenote,latitude,longitude
9990001,1,999,Towns,6/4/2030,6/4/2030,1,2,0,workers,government,3,0,0,Alpha,1,1,1,1,Prices of fuel.,50.0,20.0
9990002,2,999,Towns,6/5/2030,6/6/2030,2,4,0,youth,police,-99,2,2,Beta,1,1,1,1,Stones.,50.0,20.5
"""
HUB = """\
target_end_date,location,target,observation,as_of
2030-06-05,nation,dead,3,2030-06-06
2030-06-05,East,dead,2,2030-06-06
2030-06-05,nation,reported.dead,1,2030-06-06
2030-06-05,nation,active,1500,
2030-06-05,nation,rioting,NA,
"""
TIPS = """\
what,place,region,time,reported,low,best,high,counted_by,channel,reliability,status,note,name,phone
crowd,Alpha,,2030-06-04T14:30,2030-06-04T19:10,,500,,police officer,telephone,B2,official,I saw it,Ivan Petrov,+7 701 123 45 67
crowd,Alpha,,2030-06-04T14:00,,1500,,2500,organisers,,,,,,
dead,,East,2030-06-05,,,3,,hospital,,A1,,,,
riot,Beta,,2030-06-05T22:00Z,,,,,my neighbour Anna,,,,,,
"""

MAIL = """\
Return-Path: <ivan@example.org>
Received: from [192.0.2.7] by mail.example.org; Tue, 4 Jun 2030 18:00:00 +0300
From: Ivan Petrov <ivan@example.org>
To: tips@example.net
Subject: what I saw at Abay street 12
Message-ID: <1234@example.org>
Date: Tue, 04 Jun 2030 18:25:11 +0300
Content-Type: text/plain; charset=utf-8

Hello, this is Ivan, my number is +7 701 123 45 67.
what: crowd
place: Alpha
time: 2030-06-04T14:00
best: 400
counted by: eyewitness

what: dead
where: Beta
date: 2030-06-04
count: 1
"""
EMPTY_MAIL = "From: x@example.org\nDate: Tue, 04 Jun 2030 18:25:11 +0300\n\nMany people are out!\n"

#: Nothing of this may be found in what is stored.
PRIVATE = (
    "Ivan", "Petrov", "701", "neighbour", "Anna", "example", "192.0.2", "1234", "street", "baker", "TOW1",
    "9992030001", "50.0", "20.5", "50.01", "Stones", "somebody", "http",
)  # fmt: skip


def gdelt(**cells: str) -> str:
    """A row of GDELT, without a head."""
    given = {
        "globaleventid": "1", "sqldate": "20300604", "eventcode": "141", "eventbasecode": "141",
        "eventrootcode": "14", "actiongeo_type": "4", "actiongeo_fullname": "Alpha, West, Towns",
        "actiongeo_countrycode": "TW", "actiongeo_lat": "50.0", "actiongeo_long": "20.0",
        "actor1name": "IVAN PETROV", "dateadded": "20300604161500", "sourceurl": "http://a.example/1",
    }  # fmt: skip
    return "\t".join((given | cells).get(name, "") for name in HEAD) + "\n"


GDELT = "".join(
    (
        gdelt(),
        gdelt(globaleventid="2", dateadded="20300604190000"),  # the same, mentioned again
        gdelt(globaleventid="3", eventcode="145", eventbasecode="145", actiongeo_fullname="Beta, East, Towns",
              actiongeo_long="20.5"),
        gdelt(globaleventid="4", eventrootcode="03"),  # no protest
        gdelt(globaleventid="5", actiongeo_countrycode="XX", actiongeo_lat="9", actiongeo_long="9"),
        gdelt(globaleventid="6", actiongeo_type="1", actiongeo_fullname="Towns"),
    )
)  # fmt: skip
